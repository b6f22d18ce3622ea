using System;
using System.Numerics;
using TorchSharp.Native;

namespace TorchSharp;

public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => new(ValueKind.Int, value);

    public static Scalar ToScalar(this sbyte value) => new(ValueKind.Int, value);

    public static Scalar ToScalar(this short value) => new(ValueKind.Int, value);

    public static Scalar ToScalar(this int value) => new(ValueKind.Int, value);

    public static Scalar ToScalar(this long value) => new(ValueKind.Int, value);

    public static Scalar ToScalar(this Half value) => new((double)value);

    public static Scalar ToScalar(this float value) => new((double)value);

    public static Scalar ToScalar(this double value) => new(value);

    public static Scalar ToScalar(this bool value) => new(ValueKind.Bool, value ? 1 : 0);

    public static Scalar ToScalar(this (float, float) value) => new(value.Item1, value.Item2);

    public static Scalar ToScalar(this Complex value) => new(value.Real, value.Imaginary);

    /// <summary>The value after rounding to bfloat16: eight bits of significand, to the nearest, ties to even.</summary>
    public static Scalar ToBFloat16Scalar(this float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        uint rounded = float.IsNaN(value) ? bits : bits + 0x7FFF + ((bits >> 16) & 1);
        return new Scalar((double)BitConverter.UInt32BitsToSingle(rounded & 0xFFFF0000));
    }

    public static Half ToHalf(this Scalar value) => (Half)value.Real;

    public static float ToSingle(this Scalar value) => (float)value.Real;

    public static double ToDouble(this Scalar value) => value.Real;

    public static sbyte ToSByte(this Scalar value) => (sbyte)value.Integer;

    public static byte ToByte(this Scalar value) => (byte)value.Integer;

    public static short ToInt16(this Scalar value) => (short)value.Integer;

    public static int ToInt32(this Scalar value) => (int)value.Integer;

    public static long ToInt64(this Scalar value) => value.Integer;

    public static bool ToBoolean(this Scalar value) => value.Real != 0 || value.Imaginary != 0;

    public static (float Real, float Imaginary) ToComplexFloat32(this Scalar value) => ((float)value.Real, (float)value.Imaginary);

    public static Complex ToComplexFloat64(this Scalar value) => new(value.Real, value.Imaginary);
}
