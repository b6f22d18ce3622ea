using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Tests.Training;

public sealed class ValidationResultTests
{
    [Fact]
    public void Its_text_tells_what_was_measured_and_nothing_else()
    {
        var rows = new ValidationResult(0, 7, 0, 0, 0) { Sequence = new SequenceValidation(1.25, 0.5, 4) };
        var tokens = new ValidationResult(0, 7, 2, 0.25, 8);

        Assert.Equal("classes of rows: loss 1.2500, accuracy 50.0 %", rows.ToString());
        Assert.Equal("loss 2.0000, perplexity 7.39, accuracy 25.0 %; F1 0.500", (tokens with { Scores = new Dictionary<string, double> { ["F1"] = 0.5 } }).ToString());
    }
}
