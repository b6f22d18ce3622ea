// The native half of the TorchSharp subset: a small C ABI over libtorch.
//
// Nearly everything goes through one door, ts_call: it finds an ATen operator by its name in libtorch's dispatcher
// and calls it boxed, so gradients are recorded exactly as in Python. What the dispatcher does not offer (reading a
// tensor's properties, backward, generators, ...) has a function of its own below.
//
// Conventions
//   - A tensor handle is one owned reference to a TensorImpl; null is the undefined tensor, Python's None.
//   - Functions do not take ownership of handles they are given; handles they return belong to the caller.
//   - No exception leaves this file. Functions that can fail return -1 or null and keep the message for ts_last_error.

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/TensorIndexing.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <ATen/core/stack.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/CPUAllocator.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/api/include/torch/serialize.h>
#include <torch/csrc/api/include/torch/version.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/autograd/function.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#define TS_API extern "C" __attribute__((visibility("default")))

using at::Tensor;
using c10::IValue;
using c10::TensorImpl;
using torch::jit::Stack;

// ---------------------------------------------------------------------------------------------------------------
// What crosses the boundary
// ---------------------------------------------------------------------------------------------------------------

enum class Kind : int32_t {
    None = 0,
    Tensor = 1,      // pointer: handle
    Int = 2,         // integer; also dtypes, layouts and memory formats
    Double = 3,      // real
    Bool = 4,        // integer, 0 or 1
    Ints = 5,        // pointer: int64_t[count]
    Doubles = 6,     // pointer: double[count]
    Tensors = 7,     // pointer: handle[count]; as a result allocated with malloc
    String = 8,      // pointer: UTF-8, count bytes
    Device = 9,      // integer: type << 8 | (index & 0xff)
    Generator = 10,  // pointer: at::Generator
    Complex = 11,    // pointer: double[2]
    Default = 12,    // what the operator's schema says
};

struct Value {
    Kind kind;
    // Length of a list; for a tensor that is a result, the KiB of memory that it alone holds.
    int32_t count;
    union {
        int64_t integer;
        double real;
        void* pointer;
    };
};
static_assert(sizeof(Value) == 16, "the managed side lays out 16 bytes");

namespace {

thread_local std::string last_error;

template <class Result, class Body>
Result guarded(Result on_failure, Body&& body) noexcept {
    try {
        return body();
    } catch (const c10::Error& error) {
        last_error = error.what_without_backtrace();
    } catch (const std::exception& error) {
        last_error = error.what();
    } catch (...) {
        last_error = "libtorch threw something that is not an exception.";
    }
    return on_failure;
}

using Reference = c10::intrusive_ptr<TensorImpl, c10::UndefinedTensorImpl>;

TensorImpl* impl(void* handle) { return static_cast<TensorImpl*>(handle); }

Tensor borrow(void* handle) { return handle ? Tensor(Reference::reclaim_copy(impl(handle))) : Tensor(); }

void* give(Tensor&& tensor) { return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr; }

std::vector<Tensor> borrow_all(void* const* handles, int64_t count) {
    std::vector<Tensor> tensors;
    tensors.reserve(static_cast<size_t>(count));
    for (int64_t i = 0; i < count; ++i) tensors.push_back(borrow(handles[i]));
    return tensors;
}

// What the garbage collector is told of: memory that nobody else shares. A view counts as nothing.
int32_t owned_kib(const TensorImpl* tensor) {
    if (!tensor || !tensor->has_storage()) return 0;
    const c10::Storage& storage = tensor->storage();
    if (!storage || !storage.unique() || storage.device_type() != c10::DeviceType::CPU) return 0;
    return static_cast<int32_t>(std::min<size_t>(storage.nbytes() >> 10, std::numeric_limits<int32_t>::max()));
}

c10::Device unpack_device(int64_t packed) {
    return c10::Device(static_cast<c10::DeviceType>(packed >> 8), static_cast<c10::DeviceIndex>(packed & 0xff));
}

}  // namespace

TS_API const char* ts_last_error() { return last_error.c_str(); }

// ---------------------------------------------------------------------------------------------------------------
// Operators
// ---------------------------------------------------------------------------------------------------------------

namespace {

// What a parameter's declared type makes of a value that fits several.
enum class Slot : uint8_t {
    Other,
    Float,            // an integer becomes a real number
    Tensor,           // None becomes the undefined tensor
    OptionalTensors,  // a list in which null means None, as index takes it
};

struct Parameter {
    Slot slot;
    bool has_default;
    IValue default_value;
};

Slot slot_of(c10::TypePtr type) {
    bool optional = false;
    if (auto optional_type = type->cast<c10::OptionalType>()) {
        type = optional_type->getElementType();
        optional = true;
    }
    switch (type->kind()) {
        case c10::TypeKind::FloatType:
            return Slot::Float;
        case c10::TypeKind::TensorType:
            return optional ? Slot::Other : Slot::Tensor;
        case c10::TypeKind::ListType:
            return type->castRaw<c10::ListType>()->getElementType()->kind() == c10::TypeKind::OptionalType
                ? Slot::OptionalTensors
                : Slot::Other;
        default:
            return Slot::Other;
    }
}

struct Operator {
    explicit Operator(c10::OperatorHandle found) : handle(found) {
        for (const c10::Argument& argument : found.schema().arguments()) {
            const auto& value = argument.default_value();
            parameters.push_back({slot_of(argument.type()), value.has_value(), value.value_or(IValue())});
        }
    }

    std::string schema() const {
        std::ostringstream text;
        text << handle.schema();
        return text.str();
    }

    c10::OperatorHandle handle;
    std::vector<Parameter> parameters;
};

void push(Stack& stack, const Operator& op, size_t position, const Value& value) {
    const Parameter& parameter = op.parameters[position];
    switch (value.kind) {
        case Kind::None:
            if (parameter.slot == Slot::Tensor) stack.emplace_back(Tensor());
            else stack.emplace_back();
            return;
        case Kind::Tensor:
            stack.emplace_back(borrow(value.pointer));
            return;
        case Kind::Int:
            if (parameter.slot == Slot::Float) stack.emplace_back(static_cast<double>(value.integer));
            else stack.emplace_back(value.integer);
            return;
        case Kind::Double:
            stack.emplace_back(value.real);
            return;
        case Kind::Bool:
            stack.emplace_back(value.integer != 0);
            return;
        case Kind::Ints:
            stack.emplace_back(c10::IntArrayRef(static_cast<const int64_t*>(value.pointer), value.count));
            return;
        case Kind::Doubles:
            stack.emplace_back(c10::ArrayRef<double>(static_cast<const double*>(value.pointer), value.count));
            return;
        case Kind::Tensors: {
            void* const* handles = static_cast<void* const*>(value.pointer);
            if (parameter.slot == Slot::OptionalTensors) {
                c10::List<c10::optional<Tensor>> list;
                list.reserve(value.count);
                for (int32_t i = 0; i < value.count; ++i) {
                    list.push_back(handles[i] ? c10::optional<Tensor>(borrow(handles[i])) : c10::nullopt);
                }
                stack.emplace_back(std::move(list));
            } else {
                c10::List<Tensor> list;
                list.reserve(value.count);
                for (int32_t i = 0; i < value.count; ++i) list.push_back(borrow(handles[i]));
                stack.emplace_back(std::move(list));
            }
            return;
        }
        case Kind::String:
            stack.emplace_back(std::string(static_cast<const char*>(value.pointer), value.count));
            return;
        case Kind::Device:
            stack.emplace_back(unpack_device(value.integer));
            return;
        case Kind::Generator:
            stack.emplace_back(*static_cast<at::Generator*>(value.pointer));
            return;
        case Kind::Complex: {
            const double* parts = static_cast<const double*>(value.pointer);
            stack.emplace_back(c10::complex<double>(parts[0], parts[1]));
            return;
        }
        case Kind::Default:
            TORCH_CHECK(parameter.has_default, "Argument ", position, " has no default in ", op.schema());
            stack.push_back(parameter.default_value);
            return;
    }
    TORCH_CHECK(false, "Argument ", position, " of ", op.schema(), " has the unknown kind ", static_cast<int32_t>(value.kind));
}

Value pop(IValue&& value) {
    Value result{};
    if (value.isTensor()) {
        Tensor tensor = std::move(value).toTensor();
        result.kind = Kind::Tensor;
        result.count = tensor.defined() ? owned_kib(tensor.unsafeGetTensorImpl()) : 0;
        result.pointer = give(std::move(tensor));
    } else if (value.isInt()) {
        result.kind = Kind::Int;
        result.integer = value.toInt();
    } else if (value.isDouble()) {
        result.kind = Kind::Double;
        result.real = value.toDouble();
    } else if (value.isBool()) {
        result.kind = Kind::Bool;
        result.integer = value.toBool();
    } else if (value.isTensorList()) {
        std::vector<Tensor> tensors = value.toTensorVector();
        void** handles = static_cast<void**>(std::malloc(sizeof(void*) * std::max<size_t>(tensors.size(), 1)));
        if (!handles) throw std::bad_alloc();
        for (size_t i = 0; i < tensors.size(); ++i) handles[i] = give(std::move(tensors[i]));
        result.kind = Kind::Tensors;
        result.count = static_cast<int32_t>(tensors.size());
        result.pointer = handles;
    } else {
        TORCH_CHECK(value.isNone(), "A result of type ", value.tagKind(), " cannot be handed to the caller.");
    }
    return result;
}

// Keeps the vectors of finished calls; more than one is out when a call runs managed code that calls again.
class LeasedStack {
public:
    LeasedStack() {
        if (!spare.empty()) {
            stack = std::move(spare.back());
            spare.pop_back();
        }
    }
    ~LeasedStack() {
        stack.clear();
        spare.push_back(std::move(stack));
    }
    LeasedStack(const LeasedStack&) = delete;
    LeasedStack& operator=(const LeasedStack&) = delete;

    Stack stack;

private:
    static thread_local std::vector<Stack> spare;
};

thread_local std::vector<Stack> LeasedStack::spare;

}  // namespace

// Finds an operator such as ("aten::add", "Tensor"). The result lives as long as the process.
TS_API void* ts_operator(const char* name, const char* overload) {
    return guarded<void*>(nullptr, [&]() -> void* {
        auto found = c10::Dispatcher::singleton().findSchema({name, overload});
        TORCH_CHECK(found.has_value(), "libtorch ", TORCH_VERSION, " has no operator ", name, *overload ? "." : "", overload, ".");
        return new Operator(*found);
    });
}

// Calls an operator; arguments that are left out take their defaults. Returns the number of results, or -1.
// With no room for results they are dropped: that is how operators that work in place are called.
TS_API int32_t ts_call(void* op_handle, const Value* arguments, int32_t count, Value* results, int32_t room) {
    return guarded<int32_t>(-1, [&]() -> int32_t {
        const Operator& op = *static_cast<const Operator*>(op_handle);
        const size_t expected = op.parameters.size();
        const size_t given = static_cast<size_t>(count);
        TORCH_CHECK(given <= expected, op.schema(), " takes ", expected, " arguments and was given ", given, ".");

        LeasedStack lease;
        Stack& stack = lease.stack;
        stack.reserve(expected);
        for (size_t i = 0; i < given; ++i) push(stack, op, i, arguments[i]);
        const Value omitted{Kind::Default, 0, {0}};
        for (size_t i = given; i < expected; ++i) push(stack, op, i, omitted);

        op.handle.callBoxed(&stack);

        if (room == 0) return 0;
        const int32_t returned = static_cast<int32_t>(stack.size());
        TORCH_CHECK(returned <= room, op.schema(), " returns ", returned, " values where ", room, " were expected.");
        for (int32_t i = 0; i < returned; ++i) results[i] = pop(std::move(stack[i]));
        return returned;
    });
}

TS_API void ts_free(void* memory) { std::free(memory); }

// ---------------------------------------------------------------------------------------------------------------
// Tensors: lifetime, properties, data
// ---------------------------------------------------------------------------------------------------------------

TS_API void ts_release(void* tensor) {
    if (tensor) Reference::reclaim(impl(tensor));
}

TS_API void* ts_alias(void* tensor) { return give(borrow(tensor)); }

TS_API int32_t ts_owned_kib(void* tensor) { return owned_kib(impl(tensor)); }

TS_API int64_t ts_dim(void* tensor) { return impl(tensor)->dim(); }

TS_API int64_t ts_numel(void* tensor) { return impl(tensor)->numel(); }

TS_API int64_t ts_element_size(void* tensor) { return static_cast<int64_t>(impl(tensor)->itemsize()); }

TS_API int32_t ts_dtype(void* tensor) { return static_cast<int32_t>(c10::typeMetaToScalarType(impl(tensor)->dtype())); }

TS_API int32_t ts_device(void* tensor) {
    const c10::Device device = impl(tensor)->device();
    return (static_cast<int32_t>(device.type()) << 8) | (device.index() & 0xff);
}

TS_API void ts_sizes(void* tensor, int64_t* sizes) {
    const c10::IntArrayRef values = impl(tensor)->sizes();
    std::copy(values.begin(), values.end(), sizes);
}

TS_API void ts_strides(void* tensor, int64_t* strides) {
    const c10::IntArrayRef values = impl(tensor)->strides();
    std::copy(values.begin(), values.end(), strides);
}

TS_API int64_t ts_storage_offset(void* tensor) { return impl(tensor)->storage_offset(); }

TS_API int32_t ts_is_contiguous(void* tensor) { return impl(tensor)->is_contiguous(); }

TS_API int32_t ts_is_inference(void* tensor) { return impl(tensor)->is_inference(); }

// Null for a dimension without a name.
TS_API const char* ts_name(void* tensor, int64_t dimension) {
    return guarded<const char*>(nullptr, [&]() -> const char* {
        const Tensor owner = borrow(tensor);
        if (!owner.has_names()) return nullptr;
        const at::Dimname name = owner.names()[static_cast<size_t>(dimension)];
        return name.isWildcard() ? nullptr : name.symbol().toUnqualString();
    });
}

// The names follow one another, each ended by a zero; an empty one is none. A count of -1 takes all away.
TS_API int32_t ts_rename(void* tensor, const char* names, int32_t count) {
    return guarded<int32_t>(-1, [&] {
        if (count < 0) {
            at::internal_set_names_inplace(borrow(tensor), c10::nullopt);
            return 0;
        }
        std::vector<at::Dimname> list;
        for (int32_t i = 0; i < count; ++i, names += std::strlen(names) + 1) {
            list.push_back(*names ? at::Dimname::fromSymbol(at::Symbol::dimname(names)) : at::Dimname::wildcard());
        }
        at::internal_set_names_inplace(borrow(tensor), at::DimnameList(list));
        return 0;
    });
}

// Null where there is nothing to point at: no elements, or no memory on this device.
TS_API void* ts_data(void* tensor) {
    return guarded<void*>(nullptr, [&] { return impl(tensor)->has_storage() ? impl(tensor)->data() : nullptr; });
}

// A new tensor on the CPU with a copy of count bytes, or uninitialised if data is null.
TS_API void* ts_from_memory(const void* data, const int64_t* sizes, int32_t dimensions, int32_t dtype) {
    return guarded<void*>(nullptr, [&] {
        Tensor tensor = at::empty(
            c10::IntArrayRef(sizes, dimensions), at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype)));
        if (data) std::memcpy(tensor.data_ptr(), data, tensor.nbytes());
        return give(std::move(tensor));
    });
}

// A tensor over memory of the caller, who is told through the function when it is no longer used.
TS_API void* ts_from_blob(
    void* data, const int64_t* sizes, int32_t dimensions, int32_t dtype, void (*release)(void*), void* context) {
    return guarded<void*>(nullptr, [&] {
        return give(at::from_blob(
            data, c10::IntArrayRef(sizes, dimensions), [release, context](void*) { release(context); },
            at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype))));
    });
}

// ---------------------------------------------------------------------------------------------------------------
// Indexing
// ---------------------------------------------------------------------------------------------------------------

enum class IndexKind : int32_t { None = 0, Ellipsis = 1, Integer = 2, Bool = 3, Slice = 4, Tensor = 5 };

struct Index {
    IndexKind kind;
    int32_t given;  // of a slice: 1 start, 2 stop, 4 step
    int64_t start;  // or the integer, or the truth value
    int64_t stop;
    int64_t step;
    void* tensor;
};

namespace {

std::vector<at::indexing::TensorIndex> indices_of(const Index* indices, int32_t count) {
    std::vector<at::indexing::TensorIndex> result;
    result.reserve(count);
    for (int32_t i = 0; i < count; ++i) {
        const Index& index = indices[i];
        switch (index.kind) {
            case IndexKind::None:
                result.emplace_back(at::indexing::None);
                break;
            case IndexKind::Ellipsis:
                result.emplace_back(at::indexing::Ellipsis);
                break;
            case IndexKind::Integer:
                result.emplace_back(index.start);
                break;
            case IndexKind::Bool:
                result.emplace_back(index.start != 0);
                break;
            case IndexKind::Slice: {
                const auto part = [&](int32_t bit, int64_t value) {
                    return index.given & bit ? c10::optional<int64_t>(value) : c10::nullopt;
                };
                result.emplace_back(at::indexing::Slice(part(1, index.start), part(2, index.stop), part(4, index.step)));
                break;
            }
            case IndexKind::Tensor:
                result.emplace_back(borrow(index.tensor));
                break;
        }
    }
    return result;
}

}  // namespace

TS_API void* ts_index(void* tensor, const Index* indices, int32_t count) {
    return guarded<void*>(nullptr, [&] { return give(borrow(tensor).index(indices_of(indices, count))); });
}

TS_API int32_t ts_index_put(void* tensor, const Index* indices, int32_t count, void* value) {
    return guarded<int32_t>(-1, [&] {
        borrow(tensor).index_put_(indices_of(indices, count), borrow(value));
        return 0;
    });
}

// ---------------------------------------------------------------------------------------------------------------
// Autograd
// ---------------------------------------------------------------------------------------------------------------

TS_API int32_t ts_requires_grad(void* tensor) {
    return guarded<int32_t>(0, [&] { return static_cast<int32_t>(impl(tensor)->requires_grad()); });
}

TS_API int32_t ts_set_requires_grad(void* tensor, int32_t value) {
    return guarded<int32_t>(-1, [&] {
        borrow(tensor).set_requires_grad(value != 0);
        return 0;
    });
}

TS_API int32_t ts_is_leaf(void* tensor) {
    return guarded<int32_t>(-1, [&] { return static_cast<int32_t>(borrow(tensor).is_leaf()); });
}

TS_API int32_t ts_retain_grad(void* tensor) {
    return guarded<int32_t>(-1, [&] {
        borrow(tensor).retain_grad();
        return 0;
    });
}

// 1 with the gradient, 0 if there is none, -1 on failure.
TS_API int32_t ts_grad(void* tensor, void** gradient) {
    return guarded<int32_t>(-1, [&] {
        // mutable_grad, unlike grad, does not warn about tensors that are no leaves.
        Tensor found = borrow(tensor).mutable_grad();
        *gradient = give(std::move(found));
        return *gradient ? 1 : 0;
    });
}

TS_API int32_t ts_set_grad(void* tensor, void* gradient) {
    return guarded<int32_t>(-1, [&] {
        borrow(tensor).mutable_grad() = borrow(gradient);
        return 0;
    });
}

TS_API int32_t ts_backward(
    void* const* tensors, int32_t tensor_count, void* const* gradients, int32_t gradient_count, int32_t retain_graph,
    int32_t create_graph, void* const* inputs, int32_t input_count) {
    return guarded<int32_t>(-1, [&] {
        torch::autograd::backward(
            borrow_all(tensors, tensor_count), borrow_all(gradients, gradient_count), retain_graph != 0, create_graph != 0,
            borrow_all(inputs, input_count));
        return 0;
    });
}

// One gradient for each input; null for inputs that were not used, if that is allowed.
TS_API int32_t ts_gradients(
    void* const* outputs, int32_t output_count, void* const* inputs, int32_t input_count, void* const* gradients,
    int32_t gradient_count, int32_t retain_graph, int32_t create_graph, int32_t allow_unused, void** results) {
    return guarded<int32_t>(-1, [&] {
        std::vector<Tensor> found = torch::autograd::grad(
            borrow_all(outputs, output_count), borrow_all(inputs, input_count), borrow_all(gradients, gradient_count),
            retain_graph != 0, create_graph != 0, allow_unused != 0);
        for (size_t i = 0; i < found.size(); ++i) results[i] = give(std::move(found[i]));
        return 0;
    });
}

TS_API int32_t ts_grad_mode() { return at::GradMode::is_enabled(); }

TS_API void ts_set_grad_mode(int32_t enabled) { at::GradMode::set_enabled(enabled != 0); }

TS_API int32_t ts_inference_mode() { return c10::InferenceMode::is_enabled(); }

TS_API void* ts_enter_inference_mode(int32_t enabled) {
    return guarded<void*>(nullptr, [&] { return new c10::InferenceMode(enabled != 0); });
}

TS_API void ts_leave_inference_mode(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

TS_API int32_t ts_anomaly_mode() { return torch::autograd::AnomalyMode::is_enabled(); }

TS_API int32_t ts_anomaly_checks_nan() { return torch::autograd::AnomalyMode::should_check_nan(); }

TS_API void ts_set_anomaly_mode(int32_t enabled, int32_t check_nan) {
    torch::autograd::AnomalyMode::set_enabled(enabled != 0, check_nan != 0);
}

// ---------------------------------------------------------------------------------------------------------------
// Functions whose gradient managed code computes
// ---------------------------------------------------------------------------------------------------------------

namespace {

using torch::autograd::variable_list;

// A step of the graph that asks managed code. Handles change owner with the call, in both directions.
struct ManagedNode final : torch::autograd::Node {
    // Writes one gradient for each input that is a tensor; -1 after ts_set_error.
    using Backward = int32_t (*)(void* context, void* const* gradients, int32_t count, void** results, int32_t room);
    using Release = void (*)(void* context);

    ManagedNode(std::string name, Backward backward, Release release, void* context)
        : name_(std::move(name)), backward_(backward), release_(release), context_(context) {}

    ~ManagedNode() override { release_(context_); }

    std::string name() const override { return name_; }

    void release_variables() override { saved.clear(); }

    variable_list apply(variable_list&& gradients) override {
        at::OptionalDeviceGuard guard;
        std::vector<void*> given;
        for (size_t i = 0; i < gradients.size(); ++i) {
            const bool missing = !gradients[i].defined() && materialize && i < outputs.size();
            given.push_back(give(missing ? outputs[i].zeros(guard) : std::move(gradients[i])));
        }
        std::vector<void*> results(num_outputs(), nullptr);
        const int32_t status = backward_(
            context_, given.data(), static_cast<int32_t>(given.size()), results.data(), static_cast<int32_t>(results.size()));
        if (status < 0) throw std::runtime_error(last_error);
        variable_list found;
        for (void* result : results) found.push_back(result ? Tensor(Reference::reclaim(impl(result))) : Tensor());
        return found;
    }

    std::vector<torch::autograd::SavedVariable> saved;
    std::vector<torch::autograd::VariableInfo> outputs;
    bool materialize = true;

private:
    std::string name_;
    Backward backward_;
    Release release_;
    void* context_;
};

using NodeHolder = std::shared_ptr<ManagedNode>;

ManagedNode& node_of(void* holder) { return **static_cast<NodeHolder*>(holder); }

std::unordered_set<TensorImpl*> impls(void* const* handles, int32_t count) {
    std::unordered_set<TensorImpl*> found;
    for (int32_t i = 0; i < count; ++i) found.insert(impl(handles[i]));
    return found;
}

}  // namespace

TS_API void ts_set_error(const char* message) { last_error = message; }

// A node that is not yet part of a graph. What release is told of lives as long as the node.
TS_API void* ts_node(const char* name, ManagedNode::Backward backward, ManagedNode::Release release, void* context) {
    return guarded<void*>(nullptr, [&] {
        return new NodeHolder(new ManagedNode(name, backward, release, context), torch::autograd::deleteNode);
    });
}

TS_API void ts_free_node(void* holder) { delete static_cast<NodeHolder*>(holder); }

// The node itself, for as long as a graph holds it.
TS_API void* ts_node_pointer(void* holder) { return &node_of(holder); }

TS_API int32_t ts_node_inputs(void* holder, void* const* inputs, int32_t count) {
    return guarded<int32_t>(-1, [&] {
        node_of(holder).set_next_edges(torch::autograd::collect_next_edges(borrow_all(inputs, count)));
        node_of(holder).clear_input_metadata();
        return 0;
    });
}

// Makes outputs part of the graph (holder is null where nothing is recorded) and writes the tensors to hand out.
TS_API int32_t ts_node_outputs(
    void* holder, void* const* inputs, int32_t input_count, void* const* outputs, int32_t output_count, void* const* dirty,
    int32_t dirty_count, void* const* constant, int32_t constant_count, void** results) {
    return guarded<int32_t>(-1, [&] {
        const variable_list raw = borrow_all(outputs, output_count);
        std::vector<c10::optional<at::Tensor>> wrapped(raw.begin(), raw.end());
        const std::unordered_set<TensorImpl*> changed = impls(dirty, dirty_count);
        for (TensorImpl* tensor : changed) tensor->bump_version();
        const torch::autograd::_jvp_fn_t no_forward_mode = [](const variable_list&, const variable_list&) -> variable_list {
            TORCH_CHECK(false, "A function of managed code has no forward-mode gradient.");
        };
        const std::shared_ptr<torch::autograd::Node> node = holder ? *static_cast<NodeHolder*>(holder) : nullptr;
        wrapped = torch::autograd::_wrap_outputs(
            borrow_all(inputs, input_count), impls(constant, constant_count), changed, wrapped, node, no_forward_mode);
        for (size_t i = 0; i < wrapped.size(); ++i) {
            Tensor output = wrapped[i].value_or(Tensor());
            if (holder) node_of(holder).outputs.push_back(
                output.defined() ? torch::autograd::VariableInfo(output) : torch::autograd::VariableInfo());
            results[i] = give(std::move(output));
        }
        return 0;
    });
}

// Keeps tensors for backward. To be called with the wrapped outputs, so that a saved output is known for one.
TS_API int32_t ts_node_save(void* holder, void* const* tensors, int32_t count, int32_t materialize) {
    return guarded<int32_t>(-1, [&] {
        ManagedNode& node = node_of(holder);
        node.materialize = materialize != 0;
        for (const Tensor& tensor : borrow_all(tensors, count)) {
            node.saved.emplace_back(tensor, tensor.defined() && tensor.grad_fn().get() == &node);
        }
        return 0;
    });
}

TS_API int32_t ts_node_saved(void* node_pointer, void** results, int32_t room) {
    return guarded<int32_t>(-1, [&] {
        ManagedNode& node = *static_cast<ManagedNode*>(node_pointer);
        TORCH_CHECK(
            static_cast<int32_t>(node.saved.size()) == room,
            "Trying to backward through the graph a second time: what ", node.name(), " saved is already freed. Specify retain_graph.");
        for (int32_t i = 0; i < room; ++i) results[i] = give(node.saved[i].unpack(node.shared_from_this()));
        return 0;
    });
}

// ---------------------------------------------------------------------------------------------------------------
// Random numbers
// ---------------------------------------------------------------------------------------------------------------

namespace {

at::Generator& generator_of(void* handle) { return *static_cast<at::Generator*>(handle); }

}  // namespace

TS_API void* ts_generator(uint64_t seed, int32_t device) {
    return guarded<void*>(nullptr, [&] {
        TORCH_CHECK(
            unpack_device(device).is_cpu(), "This build has generators for the CPU only, not for ", unpack_device(device), ".");
        return new at::Generator(at::detail::createCPUGenerator(seed));
    });
}

TS_API void* ts_default_generator() {
    return guarded<void*>(nullptr, [&] { return new at::Generator(at::detail::getDefaultCPUGenerator()); });
}

TS_API void ts_free_generator(void* generator) { delete static_cast<at::Generator*>(generator); }

TS_API int32_t ts_generator_seed(void* generator, uint64_t seed) {
    return guarded<int32_t>(-1, [&] {
        std::lock_guard<std::mutex> lock(generator_of(generator).mutex());
        generator_of(generator).set_current_seed(seed);
        return 0;
    });
}

TS_API uint64_t ts_generator_initial_seed(void* generator) {
    return guarded<uint64_t>(0, [&] { return generator_of(generator).current_seed(); });
}

TS_API void* ts_generator_state(void* generator) {
    return guarded<void*>(nullptr, [&] {
        std::lock_guard<std::mutex> lock(generator_of(generator).mutex());
        return give(generator_of(generator).get_state());
    });
}

TS_API int32_t ts_set_generator_state(void* generator, void* state) {
    return guarded<int32_t>(-1, [&] {
        std::lock_guard<std::mutex> lock(generator_of(generator).mutex());
        generator_of(generator).set_state(borrow(state));
        return 0;
    });
}

// Seeds the default generators of every device.
TS_API int32_t ts_manual_seed(uint64_t seed) {
    return guarded<int32_t>(-1, [&] {
        at::manual_seed(seed);
        return 0;
    });
}

// ---------------------------------------------------------------------------------------------------------------
// The process: version, threads, devices, promotion of types
// ---------------------------------------------------------------------------------------------------------------

TS_API const char* ts_version() { return TORCH_VERSION; }

TS_API int32_t ts_num_threads() { return at::get_num_threads(); }

TS_API int32_t ts_set_num_threads(int32_t count) {
    return guarded<int32_t>(-1, [&] {
        at::set_num_threads(count);
        return 0;
    });
}

TS_API int32_t ts_num_interop_threads() { return at::get_num_interop_threads(); }

TS_API int32_t ts_set_num_interop_threads(int32_t count) {
    return guarded<int32_t>(-1, [&] {
        at::set_num_interop_threads(count);
        return 0;
    });
}

TS_API int32_t ts_cuda_device_count() {
    return guarded<int32_t>(0, [&] { return at::hasCUDA() ? at::detail::getCUDAHooks().getNumGPUs() : 0; });
}

TS_API int32_t ts_cuda_synchronize(int32_t device) {
    return guarded<int32_t>(-1, [&] {
        if (!at::hasCUDA()) return 0;
        const auto& hooks = at::detail::getCUDAHooks();
        hooks.deviceSynchronize(device < 0 ? hooks.current_device() : device);
        return 0;
    });
}

// Settings that choose among kernels for a GPU; they can be read and set without one.
enum class Switch : int32_t { MatmulTf32 = 0, MatmulHalfReduction = 1, CudnnTf32 = 2, FlashAttention = 3, MathAttention = 4 };

TS_API int32_t ts_switch(Switch which) {
    const at::Context& context = at::globalContext();
    switch (which) {
        case Switch::MatmulTf32: return context.allowTF32CuBLAS();
        case Switch::MatmulHalfReduction: return context.allowFP16ReductionCuBLAS();
        case Switch::CudnnTf32: return context.allowTF32CuDNN();
        case Switch::FlashAttention: return context.userEnabledFlashSDP();
        case Switch::MathAttention: return context.userEnabledMathSDP();
    }
    return 0;
}

TS_API void ts_set_switch(Switch which, int32_t on) {
    at::Context& context = at::globalContext();
    switch (which) {
        case Switch::MatmulTf32: context.setAllowTF32CuBLAS(on != 0); return;
        case Switch::MatmulHalfReduction: context.setAllowFP16ReductionCuBLAS(on != 0); return;
        case Switch::CudnnTf32: context.setAllowTF32CuDNN(on != 0); return;
        case Switch::FlashAttention: context.setSDPUseFlash(on != 0); return;
        case Switch::MathAttention: context.setSDPUseMath(on != 0); return;
    }
}

TS_API int32_t ts_promote_types(int32_t left, int32_t right) {
    return guarded<int32_t>(-1, [&] {
        return static_cast<int32_t>(
            c10::promoteTypes(static_cast<c10::ScalarType>(left), static_cast<c10::ScalarType>(right)));
    });
}

TS_API int32_t ts_can_cast(int32_t from, int32_t to) {
    return guarded<int32_t>(-1, [&] {
        return static_cast<int32_t>(c10::canCast(static_cast<c10::ScalarType>(from), static_cast<c10::ScalarType>(to)));
    });
}

// ---------------------------------------------------------------------------------------------------------------
// Files
// ---------------------------------------------------------------------------------------------------------------

TS_API int32_t ts_save(void* tensor, const char* path) {
    return guarded<int32_t>(-1, [&] {
        torch::save(borrow(tensor), path);
        return 0;
    });
}

TS_API void* ts_load(const char* path) {
    return guarded<void*>(nullptr, [&] {
        Tensor tensor;
        torch::load(tensor, path);
        return give(std::move(tensor));
    });
}
