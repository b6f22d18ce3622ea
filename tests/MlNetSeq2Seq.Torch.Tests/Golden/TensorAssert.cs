using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Golden;

/// <summary>Comparisons of tensors that say where and by how much they differ.</summary>
internal static class TensorAssert
{
    /// <summary>Every element within absolute + relative * |expected|; where <paramref name="where"/> is 0 nothing is compared.</summary>
    public static void Close(Tensor expected, Tensor actual, double absolute, double relative = 0, Tensor? where = null)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(expected.shape, actual.shape);
        Tensor excess = actual.detach().to(ScalarType.Float64).sub(expected.to(ScalarType.Float64)).abs()
            .sub(expected.to(ScalarType.Float64).abs().mul(relative));
        if (where is not null)
        {
            excess = excess.where(where.ne(0).expand_as(excess), zeros_like(excess));
        }

        double worst = excess.max().ToDouble();
        Assert.True(worst <= absolute, $"Tensors of shape [{string.Join(", ", expected.shape)}] differ by up to {worst:g3} beyond {relative:g3} relative; {absolute:g3} is allowed.");
    }
}
