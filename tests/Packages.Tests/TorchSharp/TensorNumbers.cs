using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>What the tests of tensors share: reading and comparing elements.</summary>
internal static class TensorNumbers
{
    /// <inheritdoc cref="ModuleNumbers.Ramp"/>
    public static Tensor Ramp(params long[] shape) => ModuleNumbers.Ramp(shape);

    /// <summary>The elements in row-major order, as they are.</summary>
    public static T[] Elements<T>(Tensor tensor)
        where T : unmanaged => tensor.data<T>().ToArray();

    /// <summary>Compares shape and float32 elements.</summary>
    public static void AssertEqual(ReadOnlySpan<float> expected, ReadOnlySpan<long> shape, Tensor actual, float tolerance = 1e-6f)
    {
        Assert.Equal(shape.ToArray(), actual.shape);
        AssertEqual(expected, actual, tolerance);
    }

    /// <summary>Compares float32 elements; those that are not finite must be the same.</summary>
    public static void AssertEqual(ReadOnlySpan<float> expected, Tensor actual, float tolerance = 1e-6f)
    {
        float[] elements = Elements<float>(actual.detach());
        Assert.Equal(expected.Length, elements.Length);
        for (int i = 0; i < elements.Length; i++)
        {
            bool alike = float.IsFinite(expected[i])
                ? MathF.Abs(expected[i] - elements[i]) <= tolerance * MathF.Max(1, MathF.Abs(expected[i]))
                : expected[i].Equals(elements[i]);
            Assert.True(alike, $"Element {i} is {elements[i]:R} where {expected[i]:R} was expected.");
        }
    }
}
