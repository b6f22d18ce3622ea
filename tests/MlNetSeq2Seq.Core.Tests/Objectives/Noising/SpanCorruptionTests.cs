using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Tests.Objectives.Noising;

public sealed class SpanCorruptionTests
{
    private static readonly int[] s_sentinels = [.. Enumerable.Range(0, 100).Select(i => 999 - i)];

    private static readonly SpanCorruptionOptions s_options = new()
    {
        Mask = new NoiseMaskOptions { NoiseDensity = 0.3, MeanSpanLength = 2 }, SentinelIds = s_sentinels, MaskId = 4, EndId = 3,
    };

    [Fact]
    public void Thank_you_for_inviting_me_to_your_party_last_week()
    {
        // Specification, section C2: three of ten tokens in two spans, 3 5 | 2 1 without rolling rolled to the left by one.
        int[] text = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19];
        SpanCorruption corruption = new(s_options with { Mask = s_options.Mask with { Roll = true } });
        ScriptedRandom random = new ScriptedRandom().WithShuffle([1, 0], [0, 1]).WithShuffle([1, 0, 0, 0, 0, 0], [0, 0, 1, 0, 0, 0]);
        CorruptedText row = corruption.Apply(text, [.. Enumerable.Range(0, 10)], random.WithIntegers(9));
        Assert.Equal([10, 11, 999, 14, 15, 16, 17, 998, 19, 3], row.Source.Ids);
        Assert.Equal([999, 12, 13, 998, 18, 997, 3], row.Target);
        Assert.Equal([0, 1, 2, 4, 5, 6, 7, 8, 9, -1], row.Source.Words);
    }

    [Theory]
    [InlineData(SpanDisplay.Sentinel, SpanTarget.HiddenSpans, new[] { 10, 11, 999, 14, 998, 3 }, new[] { 999, 12, 13, 998, 15, 3 })]
    [InlineData(SpanDisplay.Mask, SpanTarget.WholeText, new[] { 10, 11, 4, 14, 4, 3 }, new[] { 10, 11, 12, 13, 14, 15, 3 })]
    [InlineData(SpanDisplay.MaskPerToken, SpanTarget.WholeText, new[] { 10, 11, 4, 4, 14, 4, 3 }, new[] { 10, 11, 12, 13, 14, 15, 3 })]
    [InlineData(SpanDisplay.Nothing, SpanTarget.HiddenSpans, new[] { 10, 11, 14, 3 }, new[] { 12, 13, 15, 3 })]
    public void Source_and_target_are_as_chosen(SpanDisplay display, SpanTarget target, int[] source, int[] expected)
    {
        SpanCorruption corruption = new(s_options with
        {
            Mask = new NoiseMaskOptions { NoiseDensity = 0.5, MeanSpanLength = 1.5 }, Display = display, Target = target,
        });
        ScriptedRandom random = new ScriptedRandom().WithShuffle([1, 0], [0, 1]).WithShuffle([1, 0], [0, 1]);
        CorruptedText row = corruption.Apply([10, 11, 12, 13, 14, 15], [0, 1, 2, 3, 4, 5], random);
        Assert.Equal(source, row.Source.Ids);
        Assert.Equal(expected, row.Target);
    }

    [Fact]
    public void Whole_words_are_hidden_with_all_their_pieces()
    {
        // Words 10 11 | 12 | 13 14; round(3 * .3) = 1 of them, the last.
        SpanCorruption corruption = new(s_options with { WholeWords = true });
        CorruptedText row = corruption.Apply([2, 10, 11, 12, 13, 14, 3], [-1, 0, 0, 1, 2, 2, -1], new ScriptedRandom().WithShuffle([0, 0], [0, 0]));
        Assert.Equal([2, 10, 11, 12, 999, 3], row.Source.Ids);
        Assert.Equal([999, 13, 14, 3], row.Target);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Source_and_target_together_are_the_clean_text(bool roll, bool wholeWords)
    {
        SpanCorruption corruption = new(s_options with { Mask = s_options.Mask with { Roll = roll }, WholeWords = wholeWords });
        KeyedRandom random = new(1);
        for (int i = 0; i < 1_000; i++)
        {
            NoisyTokens row = RandomRows.Draw(random);
            CorruptedText corrupted = corruption.Apply(row.Ids, row.Words, random);
            Assert.Equal(row.Ids, Rebuild(corrupted));
            Assert.Equal(RandomRows.SpecialsOf(row), corrupted.Source.Ids.Where((_, p) => corrupted.Source.Words[p] < 0));
            int[] used = [.. corrupted.Source.Ids.Where(id => id > 900)];
            Assert.Equal(s_sentinels.Take(used.Length), used);
        }
    }

    [Fact]
    public void Too_few_sentinels_are_refused_with_both_numbers()
    {
        SpanCorruption corruption = new(s_options with { Mask = new NoiseMaskOptions { NoiseDensity = 0.5, MeanSpanLength = 1 }, SentinelIds = [999, 998] });
        Exception thrown = Assert.Throws<ArgumentException>(
            () => corruption.Apply([.. Enumerable.Range(10, 20)], [.. Enumerable.Range(0, 20)], new KeyedRandom(1)));
        Assert.StartsWith(
            "SpanCorruption needs more than the 2 sentinels that there are for a row of 20 tokens with 10 hidden spans;",
            thrown.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Displays_without_their_tokens_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SpanCorruption(s_options with { SentinelIds = [] }));
        Assert.Throws<ArgumentException>(() => new SpanCorruption(s_options with { Display = SpanDisplay.Mask, MaskId = null }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpanCorruption(s_options with { Mask = new NoiseMaskOptions { NoiseDensity = 2 } }));
    }

    // Puts the spans of the target where the source shows their sentinels.
    private static int[] Rebuild(CorruptedText row)
    {
        Dictionary<int, List<int>> spans = [];
        List<int> current = [];
        foreach (int id in row.Target[..^1])
        {
            if (id > 900)
            {
                spans.Add(id, current = []);
            }
            else
            {
                current.Add(id);
            }
        }

        return [.. row.Source.Ids.SelectMany(id => id > 900 ? spans[id] : [id])];
    }
}
