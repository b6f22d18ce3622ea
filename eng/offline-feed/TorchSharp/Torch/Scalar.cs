using System;
using System.Numerics;
using TorchSharp.Native;

namespace TorchSharp;

/// <summary>A number whose type is known at run time: an integer, a real number, a complex number or a truth value.</summary>
public sealed class Scalar : IDisposable
{
    private readonly ValueKind _kind;
    private readonly long _bits;
    private readonly double _imaginary;
    private bool _disposed;

    internal Scalar(ValueKind kind, long bits)
    {
        _kind = kind;
        _bits = bits;
    }

    internal Scalar(double value)
        : this(ValueKind.Double, BitConverter.DoubleToInt64Bits(value))
    {
    }

    internal Scalar(double real, double imaginary)
        : this(ValueKind.Complex, BitConverter.DoubleToInt64Bits(real)) => _imaginary = imaginary;

    /// <summary>The type of the value: as libtorch's scalars, all integers are Int64 and all real numbers Float64.</summary>
    public torch.ScalarType Type => Kind switch
    {
        ValueKind.Int => torch.ScalarType.Int64,
        ValueKind.Double => torch.ScalarType.Float64,
        ValueKind.Bool => torch.ScalarType.Bool,
        _ => torch.ScalarType.ComplexFloat64,
    };

    internal ValueKind Kind => _disposed ? throw new InvalidOperationException("Scalar invalid -- empty handle.") : _kind;

    internal long Bits => _bits;

    /// <summary>The value as a real number; of a complex one the real part.</summary>
    internal double Real => Kind is ValueKind.Double or ValueKind.Complex ? BitConverter.Int64BitsToDouble(_bits) : _bits;

    internal double Imaginary => _imaginary;

    /// <summary>The value as an integer; the fraction of a real number is cut off.</summary>
    internal long Integer => Kind is ValueKind.Double or ValueKind.Complex ? (long)BitConverter.Int64BitsToDouble(_bits) : _bits;

    public static implicit operator Scalar(byte value) => value.ToScalar();

    public static implicit operator Scalar(sbyte value) => value.ToScalar();

    public static implicit operator Scalar(short value) => value.ToScalar();

    public static implicit operator Scalar(int value) => value.ToScalar();

    public static implicit operator Scalar(long value) => value.ToScalar();

    public static implicit operator Scalar(Half value) => value.ToScalar();

    public static implicit operator Scalar(float value) => value.ToScalar();

    public static implicit operator Scalar(double value) => value.ToScalar();

    public static implicit operator Scalar(bool value) => value.ToScalar();

    public static implicit operator Scalar((float, float) value) => value.ToScalar();

    public static implicit operator Scalar(Complex value) => value.ToScalar();

    public void Dispose() => _disposed = true;
}
