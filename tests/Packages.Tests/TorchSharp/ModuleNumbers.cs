using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>What the tests of modules share: inputs that Python makes alike, and a comparison.</summary>
internal static class ModuleNumbers
{
    /// <summary>
    /// Eighths between -1 and 1 without a pattern, exact in every floating type. In Python:
    /// <c>ramp = lambda *shape: (((torch.arange(math.prod(shape)) * 37) % 17 - 8).float() / 8).view(*shape)</c>.
    /// </summary>
    public static Tensor Ramp(params long[] shape)
    {
        float[] values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (i * 37 % 17 - 8) / 8f;
        }

        return tensor(values, shape);
    }

    /// <summary>A parameter with the values of <see cref="Ramp"/>.</summary>
    public static Parameter RampParameter(params long[] shape) => nn.Parameter(Ramp(shape));

    /// <summary>The elements in row-major order.</summary>
    public static float[] Values(Tensor tensor) => tensor.detach().to(ScalarType.Float32).contiguous().data<float>().ToArray();

    /// <summary>Compares shape and elements.</summary>
    public static void AssertEqual(long[] shape, float[] expected, Tensor actual, float tolerance = 2e-6f)
    {
        Assert.Equal(shape, actual.shape);
        AssertEqual(expected, actual, tolerance);
    }

    /// <summary>Compares the elements.</summary>
    public static void AssertEqual(float[] expected, Tensor actual, float tolerance = 2e-6f)
    {
        float[] values = Values(actual);
        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Zip(values), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
