using System;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    private static ScalarType _defaultType = ScalarType.Float32;

    public static bool is_tensor(object obj) => obj is Tensor;

    public static bool is_floating_point(Tensor input) => is_floating_point(input.dtype);

    public static bool is_floating_point(ScalarType type) =>
        type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

    public static bool is_integral(Tensor t) => is_integral(t.dtype);

    public static bool is_integral(ScalarType type) => type is <= ScalarType.Int64 or ScalarType.Bool;

    public static bool is_complex(Tensor input) => is_complex(input.dtype);

    public static bool is_complex(ScalarType type) => type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

    public static long numel(Tensor input) => input.numel();

    public static ScalarType get_default_dtype() => _defaultType;

    /// <summary>Sets the type that factories use where none is given.</summary>
    public static void set_default_dtype(ScalarType dtype)
    {
        if (!is_floating_point(dtype))
        {
            throw new ArgumentException("only floating-point types are supported as the default type");
        }

        _defaultType = dtype;
    }

    /// <summary>Whether values of one type may be put into a tensor of another without loss of kind.</summary>
    public static bool can_cast(ScalarType from, ScalarType to)
    {
        int answer = NativeMethods.ts_can_cast((int)from, (int)to);
        NativeError.Check(answer);
        return answer != 0;
    }

    /// <summary>The smallest type that both types can be cast to.</summary>
    public static ScalarType promote_types(ScalarType type1, ScalarType type2)
    {
        int promoted = NativeMethods.ts_promote_types((int)type1, (int)type2);
        NativeError.Check(promoted);
        return (ScalarType)promoted;
    }

    /// <summary>The type of the result of an operator on two tensors.</summary>
    public static ScalarType result_type(Tensor tensor1, Tensor tensor2) =>
        (ScalarType)Aten.result_type_Tensor.CallValue([tensor1, tensor2]).Integer;

    public static FInfo finfo() => finfo(_defaultType);

    public static FInfo finfo(ScalarType dtype) => dtype switch
    {
        ScalarType.BFloat16 => new FInfo(16, 7.8125e-3, 3.3895313892515355e38, 1.1754943508222875e-38, 1e-2),
        ScalarType.Float16 => new FInfo(16, 9.765625e-4, 65504, 6.103515625e-5, 1e-3),
        ScalarType.Float32 or ScalarType.ComplexFloat32 =>
            new FInfo(32, 1.1920928955078125e-7, 3.4028234663852886e38, 1.1754943508222875e-38, 1e-6),
        ScalarType.Float64 or ScalarType.ComplexFloat64 =>
            new FInfo(64, 2.220446049250313e-16, double.MaxValue, 2.2250738585072014e-308, 1e-15),
        _ => throw new ArgumentException("'dtype' must be floating point or complex"),
    };

    /// <summary>The limits of a floating-point type.</summary>
    public struct FInfo
    {
        public int bits;
        public double eps;
        public double max;
        public double min;
        public double tiny;
        public double smallest_normal;
        public double resolution;

        internal FInfo(int bits, double eps, double max, double tiny, double resolution)
        {
            this.bits = bits;
            this.eps = eps;
            this.max = max;
            min = -max;
            this.tiny = tiny;
            smallest_normal = tiny;
            this.resolution = resolution;
        }
    }
}
