using static TorchSharp.torch;

namespace MlNetSeq2Seq.Weights;

/// <summary>The element types that safetensors and libtorch have in common.</summary>
internal static class SafetensorsTypes
{
    private static readonly (string Name, ScalarType Type, int Size)[] s_types =
    [
        ("F64", ScalarType.Float64, 8), ("F32", ScalarType.Float32, 4), ("F16", ScalarType.Float16, 2), ("BF16", ScalarType.BFloat16, 2),
        ("I64", ScalarType.Int64, 8), ("I32", ScalarType.Int32, 4), ("I16", ScalarType.Int16, 2), ("I8", ScalarType.Int8, 1),
        ("U8", ScalarType.Byte, 1), ("BOOL", ScalarType.Bool, 1),
    ];

    /// <summary>The names that are understood, for messages.</summary>
    public static string Known { get; } = string.Join(", ", s_types.Select(t => t.Name));

    public static bool TryParse(string name, out ScalarType type, out int size)
    {
        foreach ((string known, ScalarType knownType, int knownSize) in s_types)
        {
            if (known == name)
            {
                (type, size) = (knownType, knownSize);
                return true;
            }
        }

        (type, size) = (default, 0);
        return false;
    }

    public static (string Name, int Size) Of(ScalarType type)
    {
        foreach ((string name, ScalarType known, int size) in s_types)
        {
            if (known == type)
            {
                return (name, size);
            }
        }

        throw new ArgumentException($"Safetensors has no element type for {type}; it has {Known}.", nameof(type));
    }
}
