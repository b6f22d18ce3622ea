using MlNetSeq2Seq.Decoding;

namespace MlNetSeq2Seq.Tests.Decoding;

public sealed class LengthPenaltyTests
{
    // Wu et al. with exponent .6: 1 for one token, 1.3587 for five, 1.7329 for ten, 2.3544 for twenty, 3.7786 for fifty.
    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(5, 1.3587)]
    [InlineData(10, 1.7329)]
    [InlineData(20, 2.3544)]
    [InlineData(50, 3.7786)]
    public void Gnmt_form_divides_by_the_published_numbers(int length, double divisor)
    {
        LengthPenalty penalty = new() { Form = LengthPenaltyForm.Gnmt, Exponent = 0.6 };
        Assert.Equal(divisor, -1 / penalty.Score(-1, length - 1, prefix: 0, isFinished: true), 1e-4);
    }

    [Theory]
    [InlineData(true, false, true, 4)] // three written tokens and the end
    [InlineData(true, false, false, 3)]
    [InlineData(false, false, true, 3)]
    [InlineData(false, true, true, 5)]
    [InlineData(true, true, true, 6)]
    public void Length_is_what_counts(bool countsEnd, bool countsPrefix, bool isFinished, int length)
    {
        LengthPenalty penalty = new() { Exponent = 2, CountsEnd = countsEnd, CountsPrefix = countsPrefix };
        Assert.Equal(-3.0 / (length * length), penalty.Score(-3, written: 3, prefix: 2, isFinished), 1e-12);
    }

    [Fact]
    public void Without_exponent_nothing_changes() => Assert.Equal(-7, LengthPenalty.None.Score(-7, 5, 2, isFinished: true));

    [Fact]
    public void Length_of_nothing_counts_as_1() =>
        Assert.Equal(-7, new LengthPenalty { Exponent = 1, CountsEnd = false }.Score(-7, 0, 0, isFinished: true));
}
