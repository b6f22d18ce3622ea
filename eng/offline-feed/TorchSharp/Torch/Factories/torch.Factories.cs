using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Native;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The numbers from start, included, to stop, excluded.</summary>
    public static Tensor arange(
        Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device device = null, bool requires_grad = false)
    {
        dtype ??= is_integral(start.Type) && is_integral(stop.Type) && is_integral(step.Type) ? ScalarType.Int64 : _defaultType;
        return Finished(Aten.arange_start_step.Call([start, stop, step, dtype, Arg.None, InitializeDevice(device)]), requires_grad, null);
    }

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    /// <summary>Numbers in equal steps from start to end, both included.</summary>
    public static Tensor linspace(
        double start, double end, long steps, ScalarType? dtype = null, Device device = null, bool requires_grad = false) =>
        Finished(
            Aten.linspace.Call([start, end, steps, dtype ?? _defaultType, Arg.None, InitializeDevice(device)]), requires_grad, null);

    /// <summary>Ones on the diagonal; square unless the number of columns is given.</summary>
    public static Tensor eye(
        long rows, long columns = -1, ScalarType? dtype = null, Device device = null, bool requires_grad = false, string[] names = null) =>
        Finished(
            Aten.eye_m.Call([rows, columns == -1 ? rows : columns, dtype ?? _defaultType, Arg.None, InitializeDevice(device)]),
            requires_grad,
            names);

    /// <summary>Rows and columns of the lower triangle of a matrix, as a tensor of shape [2, count].</summary>
    public static Tensor tril_indices(
        long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device device = null) =>
        is_integral(dtype)
            ? Aten.tril_indices.Call([row, col, offset, dtype, Arg.None, InitializeDevice(device)])
            : throw new ArgumentException("dtype must be integral.");

    /// <summary>Rows and columns of the upper triangle of a matrix, as a tensor of shape [2, count].</summary>
    public static Tensor triu_indices(
        long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device device = null) =>
        is_integral(dtype)
            ? Aten.triu_indices.Call([row, col, offset, dtype, Arg.None, InitializeDevice(device)])
            : throw new ArgumentException("dtype must be integral.");

    /// <summary>A tensor over the memory of an array of any rank; it is copied only if type or device differ.</summary>
    public static Tensor from_array(Array rawArray, Device device = null) => from_array(rawArray, null, device);

    public static unsafe Tensor from_array(
        Array rawArray, ScalarType? dtype, Device device = null, bool requires_grad = false, string[] names = null)
    {
        var shape = new long[rawArray.Rank];
        for (int d = 0; d < shape.Length; d++)
        {
            shape[d] = rawArray.GetLength(d);
        }

        Tensor shared = Shared(rawArray, 0, shape);
        return Finished(Converted(shared, dtype ?? shared.dtype, device), requires_grad, names);
    }

    /// <summary>A tensor of one dimension over part of the memory of an array.</summary>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        long length = rawArray.LongLength;
        if (offset < 0 || offset >= length)
        {
            throw new ArgumentException($"invalid value for 'offset': {offset}");
        }

        if (count > length - offset)
        {
            throw new IndexOutOfRangeException($"element count is too large: {count}");
        }

        Tensor shared = Shared(rawArray, offset, [count < 0 ? length - offset : count]);
        return Finished(Converted(shared, dtype, CPU), requires_grad, null);
    }

    /// <summary>A tensor over the contents of a file, which is changed with it if it is shared.</summary>
    public static Tensor from_file(
        string filename, bool? shared = null, long? size = 0, ScalarType? dtype = null, Device device = null, bool requires_grad = false) =>
        Finished(
            Aten.from_file.Call(
                [filename, shared is bool given ? given : Arg.None, size, dtype ?? _defaultType, Arg.None, InitializeDevice(device)]),
            requires_grad,
            null);

    private static unsafe Tensor Shaped(
        Op factory, ReadOnlySpan<long> size, ScalarType? dtype, Device device, bool requires_grad, string[] names)
    {
        device = InitializeDevice(device);
        fixed (long* first = size)
        {
            return Finished(
                factory.Call([Arg.Ints(first, size.Length), dtype ?? _defaultType, Arg.None, device]), requires_grad, names);
        }
    }

    private static unsafe Tensor Drawn(
        Op factory, string name, ReadOnlySpan<long> size, ScalarType? dtype, Device device, bool requires_grad, Generator generator,
        string[] names)
    {
        if (dtype is ScalarType type && is_integral(type))
        {
            throw new ArgumentException(
                $"torch.{name}() was passed a bad dtype: {dtype}. It must be floating point or complex.", nameof(dtype));
        }

        device = InitializeDevice(device);
        fixed (long* first = size)
        {
            return Finished(
                factory.Call([Arg.Ints(first, size.Length), generator, dtype ?? _defaultType, Arg.None, device]), requires_grad, names);
        }
    }

    private static unsafe Tensor Copied<T>(
        ReadOnlySpan<T> elements, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device device, bool requires_grad, string[] names)
        where T : unmanaged
    {
        long count = 1;
        foreach (long dimension in dimensions)
        {
            count *= dimension;
        }

        if (count > elements.Length)
        {
            throw new ArgumentException($"mismatched total size creating a tensor from an array: {count} vs. {elements.Length}");
        }

        ScalarType type = ElementTypes.From(typeof(T));
        fixed (T* data = elements)
        fixed (long* first = dimensions)
        {
            // Without elements there is nothing to point at, and without dimensions there still is one element.
            Tensor copy = NativeError.Tensor(NativeMethods.ts_from_memory(count == 0 ? null : data, first, dimensions.Length, (int)type));
            return Finished(Converted(copy, dtype ?? type, device), requires_grad, names);
        }
    }

    private static Tensor Copied<T>(
        IList<T> elements, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device device, bool requires_grad, string[] names)
        where T : unmanaged =>
        Copied<T>(elements as T[] ?? elements.ToArray(), dimensions, dtype, device, requires_grad, names);

    // An array of several dimensions lies in memory as a tensor does.
    private static Tensor Copied<T>(Array elements, ScalarType? dtype, Device device, bool requires_grad, string[] names)
        where T : unmanaged
    {
        Span<long> dimensions = stackalloc long[elements.Rank];
        for (int d = 0; d < dimensions.Length; d++)
        {
            dimensions[d] = elements.GetLength(d);
        }

        ref T first = ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(elements));
        return Copied<T>(MemoryMarshal.CreateReadOnlySpan(ref first, elements.Length), dimensions, dtype, device, requires_grad, names);
    }

    private static unsafe Tensor Shared(Array array, long offset, long[] shape)
    {
        ScalarType type = ElementTypes.From(array.GetType().GetElementType());
        GCHandle pinned = GCHandle.Alloc(array, GCHandleType.Pinned);
        byte* data = (byte*)pinned.AddrOfPinnedObject() + (offset * Buffer.ByteLength(array) / Math.Max(array.LongLength, 1));
        fixed (long* first = shape)
        {
            nint handle = NativeMethods.ts_from_blob(data, first, shape.Length, (int)type, &Unpin, GCHandle.ToIntPtr(pinned));
            if (handle == 0)
            {
                pinned.Free();
            }

            return NativeError.Tensor(handle);
        }
    }

    [UnmanagedCallersOnly]
    private static void Unpin(nint pinned) => GCHandle.FromIntPtr(pinned).Free();

    private static Tensor Converted(Tensor tensor, ScalarType dtype, Device device)
    {
        device = InitializeDevice(device);
        bool same = tensor.dtype == dtype && device.type == DeviceType.CPU;
        return same ? tensor : tensor.to(dtype, device, disposeAfter: true);
    }

    private static Tensor Finished(Tensor tensor, bool requires_grad, string[] names)
    {
        if (requires_grad)
        {
            tensor.requires_grad = true;
        }

        return Named(tensor, names);
    }

    private static Tensor Named(Tensor tensor, string[] names) => names is { Length: > 0 } ? tensor.rename_(names) : tensor;
}
