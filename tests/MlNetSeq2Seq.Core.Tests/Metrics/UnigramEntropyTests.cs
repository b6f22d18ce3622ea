using MlNetSeq2Seq.Metrics;

namespace MlNetSeq2Seq.Tests.Metrics;

public sealed class UnigramEntropyTests
{
    [Fact]
    public void Equally_frequent_tokens_have_the_logarithm_of_their_number()
    {
        var entropy = new UnigramEntropy();
        entropy.Add([1, 2, 3, 4]);
        entropy.Add([4, 3, 2, 1]);
        Assert.Equal(Math.Log(4), entropy.Value, 1e-12);
        Assert.Equal(8, entropy.Count);
    }

    [Fact]
    public void One_token_and_no_token_have_none()
    {
        var entropy = new UnigramEntropy();
        Assert.Equal(0, entropy.Value);
        entropy.Add([7, 7, 7]);
        Assert.Equal(0, entropy.Value);
    }

    [Fact]
    public void Weighs_tokens_by_their_frequency()
    {
        var entropy = new UnigramEntropy();
        entropy.Add([5, 5, 5, 6]);
        Assert.Equal(-((0.75 * Math.Log(0.75)) + (0.25 * Math.Log(0.25))), entropy.Value, 1e-12);
    }
}
