using MlNetSeq2Seq.Metrics;

namespace MlNetSeq2Seq.Tests.Metrics;

public sealed class LabelAccuracyTests
{
    [Fact]
    public void Is_the_share_of_labelled_rows_that_were_right()
    {
        var accuracy = new LabelAccuracy();
        Assert.Equal(0, accuracy.Value);
        accuracy.Add("100", "100");
        accuracy.Add("101", "");
        accuracy.Add("101", "100");
        accuracy.Add("102", "102");

        Assert.Equal((3, 2, 2.0 / 3), (accuracy.Count, accuracy.Correct, accuracy.Value));
    }
}
