using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using TorchSharp.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace TorchSharp;

/// <summary>One application of a function of the user's: its forward now, its backward when libtorch comes by.</summary>
internal sealed unsafe class FunctionCall
{
    private readonly string _name;
    private readonly object[] _arguments;
    private readonly Func<AutogradContext, List<Tensor>, List<Tensor>> _backward;
    private readonly AutogradContext _context = new();
    private readonly bool[] _isTensor;

    private FunctionCall(string name, object[] arguments, Func<AutogradContext, List<Tensor>, List<Tensor>> backward)
    {
        _name = name;
        _backward = backward;
        _arguments = arguments;
        _isTensor = Array.ConvertAll(arguments, argument => argument is Tensor { IsInvalid: false });
    }

    internal static List<Tensor> Run(
        string name,
        object[] arguments,
        Func<AutogradContext, object[], List<Tensor>> forward,
        Func<AutogradContext, List<Tensor>, List<Tensor>> backward)
    {
        var call = new FunctionCall(name, arguments, backward);
        Tensor[] inputs = arguments.OfType<Tensor>().Where(tensor => !tensor.IsInvalid).ToArray();
        bool recorded = AutoGradMode.IsEnabled && inputs.Any(tensor => tensor.requires_grad);
        return call.Run(inputs, forward, recorded);
    }

    private List<Tensor> Run(Tensor[] inputs, Func<AutogradContext, object[], List<Tensor>> forward, bool recorded)
    {
        nint holder = recorded ? NewNode(inputs) : 0;
        try
        {
            List<Tensor> outputs;
            using (new AutoGradMode(false))
            {
                outputs = forward(_context, _arguments);
            }

            List<Tensor> wrapped = Wrap(holder, inputs, outputs);
            if (recorded)
            {
                Save(holder);
            }

            return wrapped;
        }
        finally
        {
            // From here on the graph holds the node, if there is one.
            NativeMethods.ts_free_node(holder);
            GC.KeepAlive(inputs);
        }
    }

    private nint NewNode(Tensor[] inputs)
    {
        nint context = GCHandle.ToIntPtr(GCHandle.Alloc(this));
        fixed (byte* name = Encoding.UTF8.GetBytes(_name + '\0'))
        fixed (nint* input = Handles(inputs))
        {
            nint holder = NativeMethods.ts_node(name, &Backward, &Release, context);
            if (holder == 0)
            {
                GCHandle.FromIntPtr(context).Free();
                NativeError.Throw();
            }

            _context.Node = NativeMethods.ts_node_pointer(holder);
            NativeError.Check(NativeMethods.ts_node_inputs(holder, input, inputs.Length));
            return holder;
        }
    }

    private List<Tensor> Wrap(nint holder, Tensor[] inputs, List<Tensor> outputs)
    {
        nint[] results = new nint[outputs.Count];
        nint[] dirty = Handles(_context.Dirty);
        nint[] constant = Handles(_context.NonDifferentiable);
        fixed (nint* input = Handles(inputs), output = Handles(outputs), changed = dirty, without = constant, result = results)
        {
            NativeError.Check(NativeMethods.ts_node_outputs(
                holder, input, inputs.Length, output, outputs.Count, changed, dirty.Length, without, constant.Length, result));
        }

        GC.KeepAlive(outputs);
        return Owned(results);
    }

    private void Save(nint holder)
    {
        nint[] saved = Handles(_context.ToSave);
        fixed (nint* tensor = saved)
        {
            NativeError.Check(NativeMethods.ts_node_save(holder, tensor, saved.Length, _context.MaterializeGrads ? 1 : 0));
        }

        _context.SavedCount = saved.Length;
        GC.KeepAlive(_context.ToSave);
    }

    [UnmanagedCallersOnly]
    private static int Backward(nint context, nint* gradients, int count, nint* results, int room)
    {
        // An exception must not cross native frames: it goes round them as a message.
        try
        {
            var call = (FunctionCall)GCHandle.FromIntPtr(context).Target;
            call.Backward(Owned(new ReadOnlySpan<nint>(gradients, count).ToArray()), new Span<nint>(results, room));
            return 0;
        }
        catch (Exception error)
        {
            fixed (byte* message = Encoding.UTF8.GetBytes(error.Message + '\0'))
            {
                NativeMethods.ts_set_error(message);
            }

            return -1;
        }
    }

    [UnmanagedCallersOnly]
    private static void Release(nint context)
    {
        GCHandle handle = GCHandle.FromIntPtr(context);
        ((FunctionCall)handle.Target)._context.Node = 0;
        handle.Free();
    }

    private void Backward(List<Tensor> gradients, Span<nint> results)
    {
        List<Tensor> found = _backward(_context, gradients);
        if (found.Count < _isTensor.Length || found.Skip(_isTensor.Length).Any(IsGiven))
        {
            throw new InvalidOperationException(
                $"Function {_name} returned an incorrect number of gradients (expected {_isTensor.Length}), got {found.Count}");
        }

        int next = 0;
        for (int i = 0; i < _isTensor.Length; i++)
        {
            if (_isTensor[i])
            {
                results[next++] = IsGiven(found[i]) ? NativeMethods.ts_alias(found[i].Handle) : 0;
            }
            else if (IsGiven(found[i]))
            {
                throw new InvalidOperationException(
                    $"Function {_name} returned a gradient at position {i + 1}, but the corresponding forward input was not a Tensor");
            }
        }

        GC.KeepAlive(found);
    }

    private static bool IsGiven(Tensor tensor) => tensor is { IsInvalid: false };
}
