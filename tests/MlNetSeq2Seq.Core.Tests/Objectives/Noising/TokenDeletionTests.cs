using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Tests.Objectives.Noising;

public sealed class TokenDeletionTests
{
    [Fact]
    public void Deletes_the_drawn_tokens()
    {
        NoisyTokens row = RandomRows.Plain(10, 11, 12, 13);
        NoisyTokens noisy = new TokenDeletion(new TokenDeletionOptions { DeletionRatio = 0.5 })
            .Apply(row.Ids, row.Words, new ScriptedRandom().WithChoice([3, 1], 4));
        Assert.Equal([2, 10, 12, 3], noisy.Ids);
        Assert.Equal([-1, 0, 2, -1], noisy.Words);
    }

    [Theory]
    [InlineData(10, 0.25, 8)] // 2.5, even
    [InlineData(6, 0.25, 4)] // 1.5, even
    [InlineData(3, 0.1, 3)]
    [InlineData(4, 1, 1)] // one always stays
    [InlineData(1, 1, 1)]
    public void Deletes_exactly_the_ratio(int length, double ratio, int left)
    {
        NoisyTokens row = RandomRows.Plain([.. Enumerable.Range(10, length)]);
        NoisyTokens noisy = new TokenDeletion(new TokenDeletionOptions { DeletionRatio = ratio }).Apply(row.Ids, row.Words, new KeyedRandom(1));
        Assert.Equal(left + 2, noisy.Ids.Length);
    }

    [Fact]
    public void Every_token_is_deleted_equally_often()
    {
        TokenDeletion deletion = new(new TokenDeletionOptions { DeletionRatio = 0.3 });
        NoisyTokens row = RandomRows.Plain([.. Enumerable.Range(10, 10)]);
        KeyedRandom random = new(2);
        int[] deleted = new int[10];
        for (int i = 0; i < 20_000; i++)
        {
            foreach (int id in row.Ids.Except(deletion.Apply(row.Ids, row.Words, random).Ids))
            {
                deleted[id - 10]++;
            }
        }

        // .3 of 20,000; standard deviation 64.8, four of them.
        Assert.All(deleted, count => Assert.InRange(count, 5_741, 6_259));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_ratio_out_of_range_is_refused(double ratio)
    {
        Exception thrown = Assert.Throws<ArgumentOutOfRangeException>(() => new TokenDeletion(new TokenDeletionOptions { DeletionRatio = ratio }));
        Assert.Contains($"TokenDeletion needs DeletionRatio in [0, 1], but it is {ratio}.", thrown.Message, StringComparison.Ordinal);
    }
}
