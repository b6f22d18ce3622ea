using MlNetSeq2Seq.Objectives.PrefixLm;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Tests.Objectives.PrefixLm;

public sealed class PrefixLmMaskingTests
{
    private const int No = Labels.Ignore;
    private const int Mask = 4;

    private static readonly PrefixLmOptions Layout = new() { SpecialTokens = TestTokens.Special, MaximumLength = 64 };

    private static readonly PrefixLmMaskingOptions Options = new() { Layout = Layout, VocabularySize = 100, MaskRate = 0.5 };

    [Fact]
    public void Hides_half_of_a_target_of_four()
    {
        // [CLS] 10 11 [SEP] 20 21 22 23 [SEP]; candidates 4 to 8, of which round(4 * .5) = 2 are taken.
        ScriptedRandom random = new ScriptedRandom()
            .WithShuffle([4, 5, 6, 7, 8], [8, 5, 4, 6, 7])
            .WithDoubles(0.79, 0.8, 0.49)
            .WithIntegers(77);
        PrefixSample sample = new PrefixLmMasking(Options).Apply([10, 11], [20, 21, 22, 23], random);
        Assert.Equal([2, 10, 11, 3, 20, Mask, 22, 23, 77], sample.Ids);
        Assert.Equal([No, No, No, No, No, 21, No, No, 3], sample.Labels);
        Assert.True(random.IsUsedUp);
    }

    [Fact]
    public void Leaves_some_chosen_tokens_as_they_are()
    {
        ScriptedRandom random = new ScriptedRandom().WithShuffle([3, 4], [3, 4]).WithDoubles(0.8, 0.51);
        PrefixSample sample = new PrefixLmMasking(Options).Apply([10], [20], random);
        Assert.Equal([2, 10, 3, 20, 3], sample.Ids);
        Assert.Equal([No, No, No, 20, No], sample.Labels);
    }

    [Theory]
    [InlineData(2, 1)] // .5, even
    [InlineData(6, 2)] // 1.5, even
    [InlineData(10, 2)] // 2.5, even
    [InlineData(14, 4)] // 3.5, even
    [InlineData(1, 1)] // at least one
    [InlineData(40, 5)] // no more than the greatest number
    public void Rounds_the_number_of_labels_to_even(int targetLength, int expected)
    {
        PrefixLmMasking masking = new(Options with { MaskRate = 0.25, MaximumMasked = 5 });
        PrefixSample sample = masking.Apply([10], [.. Enumerable.Range(20, targetLength)], new KeyedRandom(1));
        Assert.Equal(expected, sample.Labels.Count(label => label != No));
    }

    [Fact]
    public void Takes_all_pieces_of_a_word()
    {
        // Words of the target: 20 | 21 22 23 | 24; position 5 is drawn, 4..6 go, one more than the budget of 2, so a second shuffle cuts.
        PrefixLmMasking masking = new(Options with { WholeWords = true, MaskRate = 0.4 });
        ScriptedRandom random = new ScriptedRandom()
            .WithShuffle([3, 4, 5, 6, 7, 8], [5, 3, 4, 6, 7, 8])
            .WithShuffle([4, 5, 6], [6, 4, 5])
            .WithDoubles(0, 0);
        PrefixSample sample = masking.Apply([10], [0], [20, 21, 22, 23, 24], [0, 1, 1, 1, 2], random);
        Assert.Equal([2, 10, 3, 20, Mask, 22, Mask, 24, 3], sample.Ids);
        Assert.True(random.IsUsedUp);
    }

    [Fact]
    public void Takes_a_span_along()
    {
        // Position 4 is drawn with a span of 3.
        PrefixLmMasking masking = new(Options with { SpanRate = 0.5, MaskRate = 0.75 });
        ScriptedRandom random = new ScriptedRandom().WithShuffle([3, 4, 5, 6, 7], [4, 3, 5, 6, 7]).WithDoubles(0.4, 0, 0, 0).WithIntegers(
            3);
        PrefixSample sample = masking.Apply([10], [20, 21, 22, 23], random);
        Assert.Equal([2, 10, 3, 20, Mask, Mask, Mask, 3], sample.Ids);
        Assert.True(random.IsUsedUp);
    }

    [Fact]
    public void Span_stops_at_a_special_token_of_the_source()
    {
        // [CLS] 10 11 [SEP] 20 [SEP]; position 2 is drawn with a span of 2, whose second place is the separator; then position 4.
        PrefixLmMasking masking = new(Options with { MaskSource = true, SpanRate = 1, MaximumSpan = 2, MaskRate = 0.67 });
        ScriptedRandom random = new ScriptedRandom().WithShuffle([1, 2, 4, 5], [2, 4, 1, 5]).WithDoubles(0, 0, 0, 0).WithIntegers(2, 2);
        PrefixSample sample = masking.Apply([10, 11], [20], random.WithShuffle([2, 4, 5], [2, 4, 5]));
        Assert.Equal([2, 10, Mask, 3, Mask, 3], sample.Ids);
        Assert.Equal([No, No, 11, No, 20, No], sample.Labels);
    }

    [Theory]
    [InlineData(AttentionKind.SequenceToSequence, false)]
    [InlineData(AttentionKind.SequenceToSequence, true)]
    [InlineData(AttentionKind.Bidirectional, true)]
    [InlineData(AttentionKind.LeftToRight, true)]
    [InlineData(AttentionKind.RightToLeft, true)]
    public void Labels_are_the_clean_ids_and_never_special_tokens_of_the_source(AttentionKind kind, bool maskSource)
    {
        PrefixLmOptions layout = Layout with { Attention = kind };
        PrefixLmMasking masking = new(Options with { Layout = layout, MaskSource = maskSource, SpanRate = 0.3 });
        int[] source = [.. Enumerable.Range(10, 9)];
        int[] target = [.. Enumerable.Range(40, 12)];
        PrefixSample clean = new PrefixLmLayout(layout).Assemble(source, target);
        KeyedRandom random = new(5);
        for (int pass = 0; pass < 200; pass++)
        {
            PrefixSample sample = masking.Apply(source, target, random);
            Assert.All(
                Enumerable.Range(0, clean.Ids.Length),
                i => Assert.Equal(clean.Ids[i], sample.Labels[i] == No ? sample.Ids[i] : sample.Labels[i]));
            Assert.Equal(No, sample.Labels[0]);
            Assert.True(maskSource || sample.Labels.Take(clean.Attention.SourceLength).All(label => label == No));
            Assert.True(kind != AttentionKind.SequenceToSequence || sample.Labels[clean.Attention.SourceLength - 1] == No);
            Assert.Equal(Math.Round((12 + (maskSource ? 9 : 0)) * 0.5, MidpointRounding.ToEven), sample.Labels.Count(label => label != No));
        }
    }

    [Fact]
    public void Shows_eighty_ten_ten_of_a_hundred()
    {
        PrefixLmMasking masking = new(Options with { MaskRate = 1, MaximumMasked = 64, VocabularySize = 1_000_000 });
        int[] target = [.. Enumerable.Range(40, 50)];
        KeyedRandom random = new(6);
        int masked = 0;
        int same = 0;
        int all = 0;
        for (int pass = 0; pass < 400; pass++)
        {
            PrefixSample sample = masking.Apply([10], target, random);
            foreach (int i in Enumerable.Range(0, sample.Ids.Length).Where(i => sample.Labels[i] != No))
            {
                all++;
                masked += sample.Ids[i] == Mask ? 1 : 0;
                same += sample.Ids[i] == sample.Labels[i] ? 1 : 0;
            }
        }

        // 20,000 draws: standard deviations .0028 and .0021, four of them.
        Assert.Equal(20_000, all);
        Assert.InRange(masked / (double)all, 0.7887, 0.8113);
        Assert.InRange(same / (double)all, 0.0915, 0.1085);
    }

    [Fact]
    public void End_token_is_learnt_as_often_as_the_others()
    {
        PrefixLmMasking masking = new(Options with { MaskRate = 0.25 });
        KeyedRandom random = new(7);
        int ends = Enumerable.Range(0, 4_000).Count(_ => masking.Apply([10], [20, 21, 22, 23, 24, 25, 26, 27], random).Labels[^1] == 3);

        // 2 of 9 candidates: .2222, standard deviation .0066, four of them.
        Assert.InRange(ends / 4_000.0, 0.196, 0.249);
    }

    [Fact]
    public void Same_key_hides_the_same()
    {
        PrefixLmMasking masking = new(Options);
        PrefixSample first = masking.Apply([10, 11], [20, 21, 22], new KeyedRandom(1, 2));
        PrefixSample second = masking.Apply([10, 11], [20, 21, 22], new KeyedRandom(1, 2));
        Assert.Equal(first.Ids, second.Ids);
        Assert.Equal(first.Labels, second.Labels);
    }

    [Fact]
    public void Empty_target_still_asks_for_its_end()
    {
        PrefixSample sample = new PrefixLmMasking(Options).Apply([10], [], new KeyedRandom(1));
        Assert.Equal([No, No, No, 3], sample.Labels);
    }

    [Fact]
    public void Whole_words_without_words_are_an_error()
    {
        PrefixLmMasking masking = new(Options with { WholeWords = true });
        Assert.Throws<InvalidOperationException>(() => masking.Apply([10], [20], new KeyedRandom(1)));
        ArgumentException exception = Assert.Throws<ArgumentException>(() => masking.Apply([10], [0], [20, 21], [0], new KeyedRandom(1)));
        Assert.StartsWith(
            "PrefixLmMasking needs a word for each token, but targetWords has 1 for 2 tokens.",
            exception.Message,
            StringComparison.Ordinal);
    }

    public static TheoryData<PrefixLmMaskingOptions> BadOptions() =>
    [
        Options with { MaskRate = 1.1 },
        Options with { MaskRate = double.NaN },
        Options with { SpanRate = -0.1 },
        Options with { MaskShare = 0.9, RandomShare = 0.2 },
        Options with { MaximumMasked = 0 },
        Options with { MaximumSpan = 1 },
        Options with { VocabularySize = 0 },
    ];

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Options_out_of_range_are_an_error(PrefixLmMaskingOptions options) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrefixLmMasking(options));
}
