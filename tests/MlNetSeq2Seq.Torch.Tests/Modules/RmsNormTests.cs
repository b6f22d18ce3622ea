using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Tests.Golden;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Modules;

public sealed class RmsNormTests
{
    [Fact]
    public void A_vector_is_divided_by_the_root_of_the_mean_of_its_squares()
    {
        using var scope = NewDisposeScope();
        using var norm = new RmsNorm(4, epsilon: 0);

        // The squares 1, 49, 49, 1 have the mean 25.
        TensorAssert.Close(tensor((float[])[0.2f, -1.4f, 1.4f, -0.2f]), norm.forward(tensor((float[])[1, -7, 7, -1])), 1e-6);
    }
}
