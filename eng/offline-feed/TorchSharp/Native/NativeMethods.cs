using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>The functions of LibTorchSharp.cpp. Those that only read a field skip the transition of the garbage collector.</summary>
internal static unsafe class NativeMethods
{
    internal const string Library = "LibTorchSharp";

    [DllImport(Library)] internal static extern byte* ts_last_error();
    [DllImport(Library)] internal static extern byte* ts_version();
    [DllImport(Library)] internal static extern void ts_free(void* memory);

    [DllImport(Library)] internal static extern nint ts_operator(byte* name, byte* overload);
    [DllImport(Library)] internal static extern int ts_call(nint op, Value* arguments, int count, Value* results, int room);

    [DllImport(Library)] internal static extern void ts_release(nint tensor);
    [DllImport(Library)] internal static extern nint ts_alias(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern int ts_owned_kib(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern long ts_dim(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern long ts_numel(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern long ts_element_size(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern int ts_dtype(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern int ts_device(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern void ts_sizes(nint tensor, long* sizes);
    [DllImport(Library), SuppressGCTransition] internal static extern void ts_strides(nint tensor, long* strides);
    [DllImport(Library), SuppressGCTransition] internal static extern long ts_storage_offset(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern int ts_is_contiguous(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern int ts_is_inference(nint tensor);
    [DllImport(Library)] internal static extern byte* ts_name(nint tensor, long dimension);
    [DllImport(Library)] internal static extern int ts_rename(nint tensor, byte* names, int count);
    [DllImport(Library)] internal static extern void* ts_data(nint tensor);
    [DllImport(Library)] internal static extern nint ts_from_memory(void* data, long* sizes, int dimensions, int dtype);
    [DllImport(Library)] internal static extern nint ts_from_blob(
        void* data, long* sizes, int dimensions, int dtype, delegate* unmanaged<nint, void> release, nint context);

    [DllImport(Library)] internal static extern nint ts_index(nint tensor, NativeIndex* indices, int count);
    [DllImport(Library)] internal static extern int ts_index_put(nint tensor, NativeIndex* indices, int count, nint value);

    [DllImport(Library)] internal static extern int ts_requires_grad(nint tensor);
    [DllImport(Library)] internal static extern int ts_set_requires_grad(nint tensor, int value);
    [DllImport(Library)] internal static extern int ts_is_leaf(nint tensor);
    [DllImport(Library)] internal static extern int ts_retain_grad(nint tensor);
    [DllImport(Library)] internal static extern int ts_grad(nint tensor, nint* gradient);
    [DllImport(Library)] internal static extern int ts_set_grad(nint tensor, nint gradient);
    [DllImport(Library)] internal static extern int ts_backward(
        nint* tensors, int tensorCount, nint* gradients, int gradientCount, int retainGraph, int createGraph, nint* inputs, int inputCount);
    [DllImport(Library)] internal static extern int ts_gradients(
        nint* outputs, int outputCount, nint* inputs, int inputCount, nint* gradients, int gradientCount,
        int retainGraph, int createGraph, int allowUnused, nint* results);
    [DllImport(Library), SuppressGCTransition] internal static extern int ts_grad_mode();
    [DllImport(Library), SuppressGCTransition] internal static extern void ts_set_grad_mode(int enabled);
    [DllImport(Library), SuppressGCTransition] internal static extern int ts_inference_mode();
    [DllImport(Library)] internal static extern nint ts_enter_inference_mode(int enabled);
    [DllImport(Library)] internal static extern void ts_leave_inference_mode(nint guard);
    [DllImport(Library), SuppressGCTransition] internal static extern int ts_anomaly_mode();
    [DllImport(Library), SuppressGCTransition] internal static extern int ts_anomaly_checks_nan();
    [DllImport(Library), SuppressGCTransition] internal static extern void ts_set_anomaly_mode(int enabled, int checkNan);

    [DllImport(Library)] internal static extern void ts_set_error(byte* message);
    [DllImport(Library)] internal static extern nint ts_node(
        byte* name, delegate* unmanaged<nint, nint*, int, nint*, int, int> backward, delegate* unmanaged<nint, void> release, nint context);
    [DllImport(Library)] internal static extern void ts_free_node(nint holder);
    [DllImport(Library), SuppressGCTransition] internal static extern nint ts_node_pointer(nint holder);
    [DllImport(Library)] internal static extern int ts_node_inputs(nint holder, nint* inputs, int count);
    [DllImport(Library)] internal static extern int ts_node_outputs(
        nint holder, nint* inputs, int inputCount, nint* outputs, int outputCount, nint* dirty, int dirtyCount, nint* constant,
        int constantCount, nint* results);
    [DllImport(Library)] internal static extern int ts_node_save(nint holder, nint* tensors, int count, int materialize);
    [DllImport(Library)] internal static extern int ts_node_saved(nint node, nint* results, int room);

    [DllImport(Library)] internal static extern nint ts_generator(ulong seed, int device);
    [DllImport(Library)] internal static extern nint ts_default_generator();
    [DllImport(Library)] internal static extern void ts_free_generator(nint generator);
    [DllImport(Library)] internal static extern int ts_generator_seed(nint generator, ulong seed);
    [DllImport(Library)] internal static extern ulong ts_generator_initial_seed(nint generator);
    [DllImport(Library)] internal static extern nint ts_generator_state(nint generator);
    [DllImport(Library)] internal static extern int ts_set_generator_state(nint generator, nint state);
    [DllImport(Library)] internal static extern int ts_manual_seed(ulong seed);

    [DllImport(Library)] internal static extern int ts_num_threads();
    [DllImport(Library)] internal static extern int ts_set_num_threads(int count);
    [DllImport(Library)] internal static extern int ts_num_interop_threads();
    [DllImport(Library)] internal static extern int ts_set_num_interop_threads(int count);
    [DllImport(Library)] internal static extern int ts_cuda_device_count();
    [DllImport(Library)] internal static extern int ts_cuda_synchronize(int device);
    [DllImport(Library), SuppressGCTransition] internal static extern int ts_switch(BackendSwitch which);
    [DllImport(Library), SuppressGCTransition] internal static extern void ts_set_switch(BackendSwitch which, int on);
    [DllImport(Library)] internal static extern int ts_promote_types(int left, int right);
    [DllImport(Library)] internal static extern int ts_can_cast(int from, int to);

    [DllImport(Library)] internal static extern int ts_save(nint tensor, byte* path);
    [DllImport(Library)] internal static extern nint ts_load(byte* path);
}
