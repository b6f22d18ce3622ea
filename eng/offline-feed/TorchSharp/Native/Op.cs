using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp.Native;

/// <summary>An ATen operator, looked up in libtorch's dispatcher when it is first called.</summary>
internal sealed unsafe class Op
{
    private const int MaxArguments = 24;
    private const int MaxResults = 6;
    private const int ScratchSize = 512;

    private readonly string _name;
    private nint _handle;

    /// <param name="name">Name and, after a dot, overload: <c>add.Tensor</c>.</param>
    internal Op(string name) => _name = name;

    /// <summary>Calls the operator and returns its first result, which must be a tensor.</summary>
    internal torch.Tensor Call(ReadOnlySpan<Arg> arguments)
    {
        Value* results = stackalloc Value[MaxResults];
        Invoke(arguments, results, MaxResults);
        return TensorOf(results[0]);
    }

    internal (torch.Tensor, torch.Tensor) CallPair(ReadOnlySpan<Arg> arguments)
    {
        Value* results = stackalloc Value[MaxResults];
        Invoke(arguments, results, MaxResults);
        return (TensorOf(results[0]), TensorOf(results[1]));
    }

    internal (torch.Tensor, torch.Tensor, torch.Tensor) CallTriple(ReadOnlySpan<Arg> arguments)
    {
        Value* results = stackalloc Value[MaxResults];
        Invoke(arguments, results, MaxResults);
        return (TensorOf(results[0]), TensorOf(results[1]), TensorOf(results[2]));
    }

    /// <summary>Calls an operator whose result is a list of tensors.</summary>
    internal torch.Tensor[] CallList(ReadOnlySpan<Arg> arguments)
    {
        Value* results = stackalloc Value[MaxResults];
        Invoke(arguments, results, MaxResults);
        var handles = (nint*)results[0].Pointer;
        var tensors = new torch.Tensor[results[0].Count];
        for (int i = 0; i < tensors.Length; i++)
        {
            tensors[i] = new torch.Tensor(handles[i]);
        }

        NativeMethods.ts_free(handles);
        return tensors;
    }

    /// <summary>Calls an operator whose result is a truth value, an integer or a real number.</summary>
    internal Value CallValue(ReadOnlySpan<Arg> arguments)
    {
        Value* results = stackalloc Value[MaxResults];
        Invoke(arguments, results, MaxResults);
        return results[0];
    }

    /// <summary>Calls an operator that changes its first argument, and returns that; null if that is a list.</summary>
    internal torch.Tensor CallInPlace(ReadOnlySpan<Arg> arguments)
    {
        Invoke(arguments, null, 0);
        return arguments[0].Reference as torch.Tensor;
    }

    private static torch.Tensor TensorOf(in Value value) => value.Pointer is null ? null : new torch.Tensor(value);

    private void Invoke(ReadOnlySpan<Arg> arguments, Value* results, int room)
    {
        nint handle = _handle != 0 ? _handle : Find();
        Value* values = stackalloc Value[MaxArguments];
        bool hasLists = false;
        for (int i = 0; i < arguments.Length; i++)
        {
            ref readonly Arg argument = ref arguments[i];
            ref Value value = ref values[i];
            value.Kind = argument.Kind;
            value.Count = argument.Count;
            if (argument.Reference is null)
            {
                value.Integer = argument.Bits;
            }
            else if (argument.Kind == ValueKind.Tensor)
            {
                value.Integer = Unsafe.As<torch.Tensor>(argument.Reference).Handle;
            }
            else
            {
                hasLists = true;
            }
        }

        int returned = hasLists
            ? InvokeWithLists(handle, arguments, values, results, room)
            : NativeMethods.ts_call(handle, values, arguments.Length, results, room);
        if (returned < 0)
        {
            NativeError.Throw();
        }
    }

    private static int InvokeWithLists(nint handle, ReadOnlySpan<Arg> arguments, Value* values, Value* results, int room)
    {
        byte* block = stackalloc byte[ScratchSize];
        var scratch = new Scratch(block, ScratchSize);
        try
        {
            for (int i = 0; i < arguments.Length; i++)
            {
                if (arguments[i].Reference is not null and not torch.Tensor)
                {
                    Write(ref values[i], arguments[i].Reference, ref scratch);
                }
            }

            return NativeMethods.ts_call(handle, values, arguments.Length, results, room);
        }
        finally
        {
            scratch.Dispose();
        }
    }

    private static void Write(ref Value value, object reference, ref Scratch scratch)
    {
        switch (reference)
        {
            case long[] integers:
                value.Count = integers.Length;
                value.Pointer = scratch.Take(integers.Length * sizeof(long));
                integers.CopyTo(new Span<long>(value.Pointer, integers.Length));
                break;
            case torch.Tensor[] tensors:
                value.Count = tensors.Length;
                var handles = (nint*)scratch.Take(tensors.Length * sizeof(nint));
                for (int i = 0; i < tensors.Length; i++)
                {
                    handles[i] = tensors[i] is null ? 0 : tensors[i].Handle;
                }

                value.Pointer = handles;
                break;
            case string text:
                value.Count = Encoding.UTF8.GetByteCount(text);
                value.Pointer = scratch.Take(value.Count);
                Encoding.UTF8.GetBytes(text, new Span<byte>(value.Pointer, value.Count));
                break;
            case torch.Generator generator:
                value.Pointer = (void*)generator.ValidHandle;
                break;
            case Scalar complex:
                var parts = (double*)scratch.Take(2 * sizeof(double));
                (parts[0], parts[1]) = (complex.Real, complex.Imaginary);
                value.Pointer = parts;
                break;
        }
    }

    private nint Find()
    {
        int dot = _name.IndexOf('.', StringComparison.Ordinal);
        string name = dot < 0 ? _name : _name[..dot];
        string overload = dot < 0 ? "" : _name[(dot + 1)..];
        fixed (byte* namePointer = Encoding.UTF8.GetBytes($"aten::{name}\0"))
        fixed (byte* overloadPointer = Encoding.UTF8.GetBytes($"{overload}\0"))
        {
            nint handle = NativeMethods.ts_operator(namePointer, overloadPointer);
            if (handle == 0)
            {
                NativeError.Throw();
            }

            return _handle = handle;
        }
    }
}
