using System;
using System.Collections.Generic;

namespace TorchSharp.Native;

/// <summary>
/// One argument of an <see cref="Op"/>. It keeps the object rather than its native pointer: the arguments of a call
/// lie on the caller's stack, so nothing in them can be finalized before the call has returned.
/// </summary>
internal readonly unsafe struct Arg
{
    internal readonly object Reference;
    internal readonly long Bits;
    internal readonly ValueKind Kind;
    internal readonly int Count;

    private Arg(ValueKind kind, object reference, long bits = 0, int count = 0)
    {
        Kind = kind;
        Reference = reference;
        Bits = bits;
        Count = count;
    }

    /// <summary>Python's None.</summary>
    internal static Arg None => default;

    /// <summary>The value that the operator's schema gives.</summary>
    internal static Arg Default => new(ValueKind.Default, null);

    /// <summary>Integers in memory that stays where it is during the call.</summary>
    internal static Arg Ints(long* values, int count) => new(ValueKind.Ints, null, (long)values, count);

    internal static Arg Tensors(IList<torch.Tensor> tensors) => tensors as torch.Tensor[] ?? ToArray(tensors);

    internal static Arg Tensors(ReadOnlySpan<torch.Tensor> tensors) => tensors.ToArray();

    internal static Arg Contiguous => (long)MemoryFormat.Contiguous;

    public static implicit operator Arg(torch.Tensor value) => value is null ? default : new(ValueKind.Tensor, value);

    public static implicit operator Arg(torch.Tensor[] value) => value is null ? default : new(ValueKind.Tensors, value);

    public static implicit operator Arg(long[] value) => value is null ? default : new(ValueKind.Ints, value);

    public static implicit operator Arg(long value) => new(ValueKind.Int, null, value);

    public static implicit operator Arg(long? value) => value is long given ? given : default(Arg);

    public static implicit operator Arg(double value) => new(ValueKind.Double, null, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Arg(double? value) => value is double given ? given : default(Arg);

    public static implicit operator Arg(bool value) => new(ValueKind.Bool, null, value ? 1 : 0);

    public static implicit operator Arg(torch.ScalarType value) => new(ValueKind.Int, null, (long)value);

    public static implicit operator Arg(torch.ScalarType? value) => value is torch.ScalarType given ? given : default(Arg);

    public static implicit operator Arg(string value) => value is null ? default : new(ValueKind.String, value);

    public static implicit operator Arg(Scalar value) =>
        value is null ? default : new(value.Kind, value.Kind == ValueKind.Complex ? value : null, value.Bits);

    public static implicit operator Arg(torch.Device value) => value is null ? default : new(ValueKind.Device, null, value.Packed);

    public static implicit operator Arg(torch.Generator value) => value is null ? default : new(ValueKind.Generator, value);

    private static torch.Tensor[] ToArray(IList<torch.Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var array = new torch.Tensor[tensors.Count];
        tensors.CopyTo(array, 0);
        return array;
    }
}
