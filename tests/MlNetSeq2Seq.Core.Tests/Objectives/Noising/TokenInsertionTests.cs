using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Tests.Objectives.Noising;

public sealed class TokenInsertionTests
{
    private static readonly TokenInsertionOptions s_options = new() { MaskId = 4, VocabularySize = 100 };

    [Fact]
    public void Random_tokens_come_first_and_masks_after_them_at_the_drawn_places()
    {
        // Six tokens and ceil(6 * .3) = 2 new ones: places 1 to 6 of eight; ceil(2 * .5) = 1 of them random.
        NoisyTokens row = RandomRows.Plain(10, 11, 12, 13);
        TokenInsertion insertion = new(s_options with { InsertionRatio = 0.3, RandomRatio = 0.5 });
        ScriptedRandom random = new ScriptedRandom().WithChoice([5, 0], 6).WithIntegers(77);
        NoisyTokens noisy = insertion.Apply(row.Ids, row.Words, random);
        Assert.Equal([2, 4, 10, 11, 12, 13, 77, 3], noisy.Ids);
        Assert.Equal([-1, 5, 0, 1, 2, 3, 4, -1], noisy.Words);
        Assert.True(random.IsUsedUp);
    }

    [Fact]
    public void Every_gap_gets_as_many_tokens()
    {
        // One new token in a row of five: gaps 1 to 4.
        TokenInsertion insertion = new(s_options with { InsertionRatio = 0.1 });
        NoisyTokens row = RandomRows.Plain(10, 11, 12);
        KeyedRandom random = new(1);
        int[] gaps = new int[6];
        for (int i = 0; i < 20_000; i++)
        {
            gaps[Array.IndexOf(insertion.Apply(row.Ids, row.Words, random).Ids, 4)]++;
        }

        // A quarter each; standard deviation 61.2, four of them.
        Assert.Equal((0, 0), (gaps[0], gaps[5]));
        Assert.All(gaps[1..5], count => Assert.InRange(count, 4_755, 5_245));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenInsertion(s_options with { InsertionRatio = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenInsertion(s_options with { RandomRatio = 2 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenInsertion(s_options with { MaskId = 100 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenInsertion(s_options with { FirstRandomId = -1 }));
    }
}
