using MlNetSeq2Seq.Metrics;

namespace MlNetSeq2Seq.Tests.Metrics;

public sealed class MacroF1Tests
{
    // By hand: a has precision 2/2 and recall 2/3, F1 0.8; b has 1/2 and 1/2, F1 0.5; c was predicted once and is nowhere, F1 0.
    [Fact]
    public void Is_the_mean_over_the_labels_that_rows_have_or_were_predicted()
    {
        var f1 = new MacroF1();
        Assert.Equal(0, f1.Value);
        foreach ((string predicted, string label) in ((string, string)[])[("a", "a"), ("a", "a"), ("b", "a"), ("b", "b"), ("c", "b"), ("a", "")])
        {
            f1.Add(predicted, label);
        }

        Assert.Equal((0.8 + 0.5 + 0) / 3, f1.Value, 1e-15);
    }
}
