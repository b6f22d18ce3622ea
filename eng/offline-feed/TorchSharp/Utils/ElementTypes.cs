using System;
using System.Numerics;

namespace TorchSharp.Utils;

/// <summary>Which .NET type holds an element of which tensor type.</summary>
internal static class ElementTypes
{
    /// <summary>The .NET type; null for bfloat16, which has none.</summary>
    internal static Type Of(torch.ScalarType type) => type switch
    {
        torch.ScalarType.Bool => typeof(bool),
        torch.ScalarType.Byte => typeof(byte),
        torch.ScalarType.Int8 => typeof(sbyte),
        torch.ScalarType.Int16 => typeof(short),
        torch.ScalarType.Int32 => typeof(int),
        torch.ScalarType.Int64 => typeof(long),
        torch.ScalarType.Float16 => typeof(Half),
        torch.ScalarType.Float32 => typeof(float),
        torch.ScalarType.Float64 => typeof(double),
        torch.ScalarType.ComplexFloat32 => typeof((float, float)),
        torch.ScalarType.ComplexFloat64 => typeof(Complex),
        _ => null,
    };

    internal static torch.ScalarType From(Type type)
    {
        for (torch.ScalarType candidate = 0; candidate <= torch.ScalarType.Bool; candidate++)
        {
            if (Of(candidate) == type)
            {
                return candidate;
            }
        }

        throw new NotSupportedException($"The type {type.FullName} is not supported.");
    }
}
