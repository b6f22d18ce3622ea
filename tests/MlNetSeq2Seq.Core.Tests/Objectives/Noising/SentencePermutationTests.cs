using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Tests.Objectives.Noising;

public sealed class SentencePermutationTests
{
    private static readonly SentencePermutationOptions s_options = new() { SentenceEndIds = [9, 8] };

    [Fact]
    public void Whole_sentences_change_places()
    {
        NoisyTokens row = RandomRows.Plain(10, 9, 11, 12, 8, 13, 9);
        NoisyTokens noisy = new SentencePermutation(s_options)
            .Apply(row.Ids, row.Words, new ScriptedRandom().WithChoice([0, 1, 2], 3).WithChoice([2, 0, 1], 3));
        Assert.Equal([2, 13, 9, 10, 9, 11, 12, 8, 3], noisy.Ids);
        Assert.Equal([-1, 5, 6, 0, 1, 2, 3, 4, -1], noisy.Words);
    }

    [Theory]
    [InlineData(true, new[] { 2, 12, 13, 10, 9, 11, 9, 3 })]
    [InlineData(false, new[] { 2, 11, 9, 10, 9, 12, 13, 3 })]
    public void What_stands_behind_the_last_end_moves_or_stays(bool moves, int[] expected)
    {
        NoisyTokens row = RandomRows.Plain(10, 9, 11, 9, 12, 13);
        ScriptedRandom random = moves
            ? new ScriptedRandom().WithChoice([0, 1, 2], 3).WithChoice([2, 0, 1], 3)
            : new ScriptedRandom().WithChoice([0, 1], 2).WithChoice([1, 0], 2);
        Assert.Equal(expected, new SentencePermutation(s_options with { MovesUnterminatedTail = moves }).Apply(row.Ids, row.Words, random).Ids);
    }

    [Fact]
    public void Of_several_ends_in_a_row_the_last_one_ends_the_sentence()
    {
        NoisyTokens row = RandomRows.Plain(10, 9, 8, 9, 11, 9);
        ScriptedRandom random = new ScriptedRandom().WithChoice([0, 1], 2).WithChoice([1, 0], 2);
        Assert.Equal([2, 11, 9, 10, 9, 8, 9, 3], new SentencePermutation(s_options).Apply(row.Ids, row.Words, random).Ids);
    }

    [Fact]
    public void Every_order_of_three_sentences_is_equally_frequent()
    {
        SentencePermutation permutation = new(s_options);
        NoisyTokens row = RandomRows.Plain(10, 9, 11, 9, 12, 9);
        KeyedRandom random = new(1);
        Dictionary<string, int> orders = new(StringComparer.Ordinal);
        for (int i = 0; i < 20_000; i++)
        {
            string order = string.Concat(permutation.Apply(row.Ids, row.Words, random).Ids.Where(id => id >= 10));
            orders[order] = orders.GetValueOrDefault(order) + 1;
        }

        // 20,000 / 6, standard deviation 52.7, four of them.
        Assert.Equal(6, orders.Count);
        Assert.All(orders.Values, count => Assert.InRange(count, 3_123, 3_544));
    }

    [Fact]
    public void Sentence_ends_that_are_not_named_and_ratios_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SentencePermutation(s_options with { SentenceEndIds = [] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SentencePermutation(s_options with { PermutedRatio = 1.5 }));
    }
}
