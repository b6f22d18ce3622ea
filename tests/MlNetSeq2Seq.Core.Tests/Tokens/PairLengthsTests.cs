using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Tokens;

public sealed class PairLengthsTests
{
    [Theory]
    [InlineData(5, 3, 10, 5, 3)] // fits
    [InlineData(5, 3, 7, 4, 3)] // the longer one gives
    [InlineData(3, 5, 7, 3, 4)]
    [InlineData(4, 4, 7, 4, 3)] // the second one where both are equally long
    [InlineData(4, 4, 6, 3, 3)]
    [InlineData(7, 2, 5, 3, 2)]
    [InlineData(7, 4, 5, 3, 2)] // down to the other, then by turns
    [InlineData(4, 7, 1, 1, 0)]
    [InlineData(3, 3, 0, 0, 0)]
    public void Longest_part_gives_way_first(int first, int second, int budget, int keptFirst, int keptSecond) =>
        Assert.Equal(new PairLengths(keptFirst, keptSecond), new PairLengths(first, second).Fit(PairTruncation.LongestFirst, budget));

    [Fact]
    public void One_part_alone_gives_way()
    {
        Assert.Equal(new PairLengths(2, 6), new PairLengths(5, 6).Fit(PairTruncation.OnlyFirst, 8));
        Assert.Equal(new PairLengths(5, 3), new PairLengths(5, 6).Fit(PairTruncation.OnlySecond, 8));
    }

    [Theory]
    [InlineData(12, 30)]
    [InlineData(30, 12)]
    [InlineData(20, 20)]
    [InlineData(1, 50)]
    public void Longest_first_removes_one_token_at_a_time(int first, int second)
    {
        // Each length that fits is reached from the one before by one step of the rule.
        for (int budget = first + second - 1; budget >= 0; budget--)
        {
            PairLengths before = new PairLengths(first, second).Fit(PairTruncation.LongestFirst, budget + 1);
            PairLengths after = before.First > before.Second
                ? before with { First = before.First - 1 }
                : before with { Second = before.Second - 1 };
            Assert.Equal(after, new PairLengths(first, second).Fit(PairTruncation.LongestFirst, budget));
        }
    }

    [Theory]
    [InlineData(PairTruncation.None, 8)]
    [InlineData(PairTruncation.OnlyFirst, 5)]
    [InlineData(PairTruncation.OnlySecond, 4)]
    public void Pair_that_cannot_fit_is_an_error(PairTruncation truncation, int budget)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new PairLengths(5, 6).Fit(truncation, budget));
        Assert.Equal($"A pair of 5 and 6 tokens does not fit into {budget} places with truncation {truncation}.", exception.Message);
    }
}
