using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Samples;
using static MlNetSeq2Seq.Tests.Objectives.Masking.MaskingVocabulary;

namespace MlNetSeq2Seq.Tests.Objectives.Masking;

public sealed class WholeWordMaskingTests
{
    private const int Mask = 4;

    // [CLS] a1 a2 a3 b1 b2 c [SEP]
    private static readonly int[] Ids = [2, 10, 11, 12, 20, 21, 30, 3];
    private static readonly int[] Words = [-1, 0, 0, 0, 1, 1, 2, -1];

    public static TheoryData<string> Presets => [.. typeof(MaskingRule).GetProperties().Where(p => p.GetMethod!.IsStatic).Select(p => p.Name)];

    private static MaskingRule Wwm { get; } = MaskingRule.BertWwm with { Corruption = TokenCorruption.AllMask };

    [Fact]
    public void Masks_every_piece_of_a_chosen_word()
    {
        // A budget of round(8 · 0.5) = 4: the third word, then the first; the second has no room any more.
        WholeWordMasking masking = MaskingOf(Wwm with { Selection = new BudgetSelection { Rate = 0.5, Ngrams = NgramLaw.Single } });
        ScriptedRandom random = new ScriptedRandom().WithShuffle([0, 1, 2], [2, 0, 1]);

        MaskedTokens masked = masking.Apply(Ids, Words, random);

        Assert.Equal([2, Mask, Mask, Mask, 20, 21, Mask, 3], masked.Ids);
        Assert.Equal([-100, 10, 11, 12, -100, -100, 30, -100], masked.Labels);
        Assert.True(random.IsUsedUp);
    }

    [Fact]
    public void N_gram_without_room_is_made_shorter()
    {
        // Drawn are three words from the first on, 6 tokens; two are 5; the budget is 3.
        WholeWordMasking masking = MaskingOf(Wwm with { Selection = new BudgetSelection { Rate = 0.4 } });
        ScriptedRandom random = new ScriptedRandom().WithShuffle([0, 1, 2], [0, 1, 2]).WithDoubles(0.99);

        Assert.Equal([-100, 10, 11, 12, -100, -100, -100, -100], masking.Apply(Ids, Words, random).Labels);
        Assert.True(random.IsUsedUp);
    }

    [Fact]
    public void Draw_decides_between_mask_same_and_random_token()
    {
        WholeWordMasking masking = MaskingOf(MaskingRule.RobertaZh with { Unit = MaskingUnit.Token, Selection = new BernoulliSelection { Rate = 1 } });
        ScriptedRandom random = new ScriptedRandom().WithDoubles(0, 0, 0, 0, 0, 0).WithDoubles(0.79, 0.81, 0.89, 0.91, 0.5, 0.999).WithIntegers(0, 999);

        MaskedTokens masked = masking.Apply(Ids, Words, random);

        Assert.Equal([2, Mask, 11, 12, First, Mask, First + 999, 3], masked.Ids);
        Assert.Equal([-100, 10, 11, 12, 20, 21, 30, -100], masked.Labels);
    }

    [Fact]
    public void Long_word_always_begins_a_run()
    {
        WholeWordMasking masking = MaskingOf(MaskingRule.JiebaNgram with { Corruption = TokenCorruption.AllMask });

        // A word of four characters between words of one and two; no draw is below the rate, and its run is one word long.
        MaskedTokens masked = masking.Apply([10, 11, 12, 13, 14, 15, 16], [0, 1, 1, 1, 1, 2, 2], new ScriptedRandom().WithDoubles(0.9, 0.9, 0.1, 0.9));

        Assert.Equal([-100, 11, 12, 13, 14, -100, -100], masked.Labels);
    }

    [Fact]
    public void Words_of_a_run_are_decided_only_once()
    {
        WholeWordMasking masking = MaskingOf(MaskingRule.JiebaNgram with { Corruption = TokenCorruption.AllMask });

        // The first word begins a run of two; the draw of the second is below the rate, but it is in that run already.
        MaskedTokens masked = masking.Apply([10, 11, 12, 13], [0, 1, 2, 3], new ScriptedRandom().WithDoubles(0.1, 0.6, 0.1, 0.9, 0.9));

        Assert.Equal([10, 11, -100, -100], masked.Labels);
    }

    [Fact]
    public void White_space_is_a_word_of_a_run_where_the_source_is_followed()
    {
        var selection = new JiebaNgramSelection { CountsEmptyWords = true };
        WholeWordMasking exact = MaskingOf(MaskingRule.JiebaNgram with { Selection = selection, Corruption = TokenCorruption.AllMask });
        WholeWordMasking plain = MaskingOf(MaskingRule.JiebaNgram with { Corruption = TokenCorruption.AllMask });

        // Word 1 has no token.
        Assert.Equal([10, -100, -100], exact.Apply([10, 11, 12], [0, 2, 3], new ScriptedRandom().WithDoubles(0.1, 0.6, 0.9, 0.9, 0.9)).Labels);
        Assert.Equal([10, 11, -100], plain.Apply([10, 11, 12], [0, 2, 3], new ScriptedRandom().WithDoubles(0.1, 0.6, 0.9, 0.9)).Labels);
    }

    [Fact]
    public void Span_takes_whole_words_and_stops_at_the_budget()
    {
        // Budget ceil(6 · 0.7) = 5. The span begins in the second word, is one word long; the next begins in the first, is three long.
        WholeWordMasking masking = MaskingOf(MaskingRule.SpanBert with
        {
            Selection = new SpanSelection { Rate = 0.7 }, Corruption = TokenCorruption.AllMask with { PerSpan = true },
        });
        ScriptedRandom random = new ScriptedRandom().WithDoubles(0, 0.5).WithIntegers(3, 1);

        Assert.Equal([-100, 10, 11, 12, 20, 21, -100, -100], masking.Apply(Ids, Words, random).Labels);
        Assert.True(random.IsUsedUp);
    }

    [Fact]
    public void One_draw_decides_for_a_span()
    {
        WholeWordMasking masking = MaskingOf(MaskingRule.SpanBert with
        {
            Selection = new SpanSelection { Rate = 1, Lengths = NgramLaw.Single }, Corruption = new TokenCorruption { PerSpan = true },
        });

        // The three words touch, so they are one span.
        ScriptedRandom random = new ScriptedRandom().WithIntegers(0, 3, 5).WithDoubles(0.95).WithIntegers(1, 2, 3, 4, 5, 6);

        Assert.Equal([2, First + 1, First + 2, First + 3, First + 4, First + 5, First + 6, 3], masking.Apply(Ids, Words, random).Ids);
    }

    [Fact]
    public void Permuted_tokens_change_places_and_are_asked_for()
    {
        WholeWordMasking masking = MaskingOf(MaskingRule.Bert with
        {
            Selection = new BudgetSelection { Rate = 0.25, Ngrams = NgramLaw.Single, Permutes = true }, Corruption = TokenCorruption.AllMask,
        });
        int[] order = [0, 1, 2, 3, 4, 5];
        ScriptedRandom random = new ScriptedRandom().WithShuffle(order, [5, 4, 0, 1, 2, 3]).WithShuffle([5, 4, 0, 1, 2, 3], [4, 0, 2, 1, 3, 5])
            .WithShuffle([1, 3], [3, 1]);

        MaskedTokens masked = masking.Apply(Ids, Words, random);

        Assert.Equal([2, 12, 11, 10, 20, Mask, Mask, 3], masked.Ids);
        Assert.Equal([-100, 10, -100, 12, -100, 21, 30, -100], masked.Labels);
    }

    [Fact]
    public void Similar_words_take_the_place_of_words_of_as_many_tokens()
    {
        var similar = new SimilarWords { Words = [[10, 11, 12], [13, 14, 15], [20, 21], [22, 23]], Neighbours = [[1], [0], [], []] };
        WholeWordMasking masking = MaskingOf(
            MaskingRule.MacBert with { Selection = new BernoulliSelection { Rate = 1 } }, new MaskingStatistics { SimilarWords = similar });

        // The first has a neighbour; the second none, so it is a random word of two tokens; of one token the table has no word.
        ScriptedRandom random = new ScriptedRandom().WithDoubles(0, 0, 0).WithDoubles(0.5, 0.5, 0.5).WithIntegers(0, 1, 77);

        Assert.Equal([2, 13, 14, 15, 22, 23, First + 77, 3], masking.Apply(Ids, Words, random).Ids);
        Assert.True(random.IsUsedUp);
    }

    [Fact]
    public void References_join_tokens_to_words_and_those_behind_the_end_are_ignored()
    {
        WholeWordMasking masking = MaskingOf(Wwm with { Selection = new BudgetSelection { Rate = 0.3, Ngrams = NgramLaw.Single } });
        ScriptedRandom random = new ScriptedRandom().WithShuffle([0, 1, 2, 3], [1, 0, 2, 3]);

        // Units are 1, 2-3, 4, 5-6; the reference at the separator glues nothing to it.
        Assert.Equal([-100, -100, 11, 12, -100, -100, -100, -100], masking.ApplyReferences(Ids, [3, 6, 7, 8, 600], random).Labels);
    }

    [Theory]
    [InlineData(6, 1)]
    [InlineData(4, 1)]
    [InlineData(128, 19)]
    [InlineData(30, 4)]
    [InlineData(10, 2)]
    public void Budget_is_the_rounded_share_of_all_tokens_and_at_least_one(int length, int expected)
    {
        (int[] ids, int[] words) = Row(length - 2, wordLength: 1);

        Assert.Equal(expected, MaskingOf(MaskingRule.Bert).Apply(ids, words, new KeyedRandom(1)).Labels.Count(label => label != Labels.Ignore));
    }

    [Theory]
    [InlineData(0.15, 0.0973)]
    [InlineData(0, 0)]
    public void Target_fraction_gives_the_chance_to_begin_a_run(double fraction, double rate) =>
        Assert.Equal(rate, new JiebaNgramSelection { TargetFraction = fraction }.SelectionRate(), 5e-5);

    [Theory, MemberData(nameof(Presets))]
    public void Labels_rebuild_the_clean_row_and_special_tokens_stay(string preset)
    {
        WholeWordMasking masking = MaskingOf(Preset(preset), MaskingVocabulary.Statistics);
        KeyedRandom random = new(11);
        for (int row = 0; row < 2000; row++)
        {
            (int[] ids, int[] words) = RandomRow(random);

            MaskedTokens masked = masking.Apply(ids, words, random);

            Assert.Equal(ids.Length, masked.Ids.Length);
            Assert.Equal(ids, masked.Ids.Zip(masked.Labels, (id, label) => label == Labels.Ignore ? id : label));
            Assert.All(Enumerable.Range(0, ids.Length).Where(i => words[i] < 0 || TestTokens.Special.Contains(ids[i])), i =>
                Assert.Equal((ids[i], Labels.Ignore), (masked.Ids[i], masked.Labels[i])));
            Assert.All(Enumerable.Range(0, ids.Length).Where(i => masked.Ids[i] != ids[i]), i =>
                Assert.True(masked.Ids[i] >= First || (masked.Ids[i] == Mask && preset != nameof(MaskingRule.MacBert))));
        }
    }

    [Theory, MemberData(nameof(Presets))]
    public void Equal_generators_give_equal_masks(string preset)
    {
        WholeWordMasking masking = MaskingOf(Preset(preset), MaskingVocabulary.Statistics);
        (int[] ids, int[] words) = Row(60, wordLength: 2);

        MaskedTokens first = masking.Apply(ids, words, new KeyedRandom(3));

        Assert.Equal(first.Ids, masking.Apply(ids, words, new KeyedRandom(3)).Ids);
        Assert.NotEqual(first.Labels, masking.Apply(ids, words, new KeyedRandom(4)).Labels);
    }

    [Theory, MemberData(nameof(Presets))]
    public void Rows_without_a_word_stay_as_they_are(string preset)
    {
        WholeWordMasking masking = MaskingOf(Preset(preset), MaskingVocabulary.Statistics);

        Assert.Empty(masking.Apply([], [], new KeyedRandom(1)).Ids);
        Assert.Equal([2, 1, 3], masking.Apply([2, 1, 3], [-1, 0, -1], new KeyedRandom(1)).Ids);
    }

    [Fact]
    public void Says_what_is_wrong_with_a_row_or_a_rule()
    {
        WholeWordMasking masking = MaskingOf(MaskingRule.Bert);
        Assert.StartsWith(
            "WholeWordMasking needs a word for each token, but got 1 for 2 tokens.",
            Assert.Throws<ArgumentException>(() => masking.Apply([7, 8], [0], new KeyedRandom(1))).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "WholeWordMasking got the token id 1006, but the vocabulary has the ids 0 to 1005.",
            Assert.Throws<ArgumentException>(() => masking.Apply([1006], [0], new KeyedRandom(1))).Message,
            StringComparison.Ordinal);
        Assert.Contains("Statistics.SimilarWords", Assert.Throws<ArgumentException>(() => MaskingOf(MaskingRule.MacBert)).Message, StringComparison.Ordinal);
        Assert.Contains("Statistics.TokenCounts", Assert.Throws<ArgumentException>(() => MaskingOf(MaskingRule.SpanBert)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "TokenCorruption needs MaskShare + RandomShare in [0, 1], but it is 1.1",
            Assert.Throws<ArgumentOutOfRangeException>(() => MaskingOf(MaskingRule.Bert with { Corruption = new TokenCorruption { MaskShare = 1 } })).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => MaskingOf(MaskingRule.Bert with { Selection = new BudgetSelection { MaximumMasked = 0 } }));
        Assert.Throws<ArgumentOutOfRangeException>(() => MaskingOf(MaskingRule.Bert with { Selection = new SpanSelection { Rate = double.NaN } }));
        Assert.Throws<ArgumentException>(() => new NgramLaw { Shape = NgramShape.Weighted, Weights = [1] }.Chances());
    }

    private static MaskingRule Preset(string name) => (MaskingRule)typeof(MaskingRule).GetProperty(name)!.GetValue(null)!;
}
