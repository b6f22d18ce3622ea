using MlNetSeq2Seq.Objectives.Unilm;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Objectives.Unilm;

public sealed class UnilmPretrainingTests
{
    private const int No = Labels.Ignore;
    private const int Mask = 4;

    private static readonly UnilmPretrainingOptions Options = new()
    {
        SpecialTokens = TestTokens.Special, VocabularySize = 100, MaximumLength = 64, MaskRate = 0.5, MaskShare = 1, RandomShare = 0,
    };

    [Fact]
    public void Bidirectional_row_holds_its_parts_in_order()
    {
        // The order, then the masking of [CLS] 10 11 [SEP] 20 21 [SEP]: candidates 1 2 4 5 6, of which round(4 * .5) = 2 are taken.
        ScriptedRandom random = new ScriptedRandom().WithDoubles(0.5, 0, 0).WithShuffle([1, 2, 4, 5, 6], [2, 6, 1, 4, 5]);
        PrefixSample sample = new UnilmPretraining(Options).Apply(AttentionKind.Bidirectional, Tokens(10, 11), Tokens(20, 21), random);
        Assert.Equal([2, 10, Mask, 3, 20, 21, Mask], sample.Ids);
        Assert.Equal([No, No, 11, No, No, No, 3], sample.Labels);
        Assert.Equal([0, 0, 0, 0, 1, 1, 1], sample.Segments);
        Assert.Equal(UnilmPretraining.InOrder, sample.SequenceLabel);
        Assert.True(random.IsUsedUp);
    }

    [Fact]
    public void Bidirectional_row_may_swap_its_parts()
    {
        ScriptedRandom random = new ScriptedRandom().WithDoubles(0.49, 0, 0).WithShuffle([1, 2, 4, 5, 6], [1, 2, 4, 5, 6]);
        PrefixSample sample = new UnilmPretraining(Options).Apply(AttentionKind.Bidirectional, Tokens(10, 11), Tokens(20, 21), random);
        Assert.Equal([2, Mask, Mask, 3, 10, 11, 3], sample.Ids);
        Assert.Equal([No, 20, 21, No, No, No, No], sample.Labels);
        Assert.Equal(UnilmPretraining.Swapped, sample.SequenceLabel);
    }

    [Theory]
    [InlineData(AttentionKind.LeftToRight, 2)]
    [InlineData(AttentionKind.RightToLeft, 3)]
    public void One_way_rows_are_one_text(AttentionKind kind, int segment)
    {
        ScriptedRandom random = new ScriptedRandom().WithDoubles(0, 0).WithShuffle([1, 2, 3, 4, 5], [2, 4, 1, 3, 5]);
        PrefixSample sample = new UnilmPretraining(Options).Apply(kind, Tokens(10, 11), Tokens(20, 21), random);
        Assert.Equal([2, 10, Mask, 20, Mask, 3], sample.Ids);
        Assert.Equal([No, No, 11, No, 21, No], sample.Labels);
        Assert.All(sample.Segments, actual => Assert.Equal(segment, actual));
        Assert.Equal((kind, No), (sample.Attention.Kind, sample.SequenceLabel));
        Assert.True(random.IsUsedUp);
    }

    [Fact]
    public void Sequence_to_sequence_asks_for_the_second_part_alone()
    {
        ScriptedRandom random = new ScriptedRandom().WithDoubles(0).WithShuffle([4, 5, 6], [5, 4, 6]);
        PrefixSample sample = new UnilmPretraining(Options).Apply(AttentionKind.SequenceToSequence, Tokens(10, 11), Tokens(20, 21), random);
        Assert.Equal([2, 10, 11, 3, 20, Mask, 3], sample.Ids);
        Assert.Equal([4, 4, 4, 4, 5, 5, 5], sample.Segments);
        Assert.Equal((4, No), (sample.Attention.SourceLength, sample.SequenceLabel));
    }

    [Fact]
    public void A_part_beside_itself_has_no_order()
    {
        PrefixSample sample = new UnilmPretraining(Options).Apply(AttentionKind.Bidirectional, Tokens(10, 11), Tokens(10, 11), new KeyedRandom(1));
        Assert.Equal(No, sample.SequenceLabel);
    }

    [Fact]
    public void Parts_a_run_between_two_sentences()
    {
        UnilmPretraining pretraining = new(Options with { Mix = UnilmMix.Only(AttentionKind.SequenceToSequence) });

        // The mix draws 0.3 although nothing hangs on it; the second part begins with sentence 2.
        ScriptedRandom random = new ScriptedRandom().WithDoubles(0.3, 0).WithIntegers(2).WithShuffle([5, 6, 7], [5, 6, 7]);
        PrefixSample sample = pretraining.Apply([Tokens(10, 11), Tokens(12), Tokens(20, 21)], random);
        Assert.Equal([2, 10, 11, 12, 3, Mask, 21, 3], sample.Ids);
        Assert.True(random.IsUsedUp);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Long_pairs_lose_tokens_of_the_longer_part(bool cutEndsOnly)
    {
        UnilmPretraining pretraining = new(Options with { MaximumLength = 9, CutEndsOnly = cutEndsOnly, MaskRate = 0 });

        // 8 and 3 tokens into 6 places: five off the first part, from either side.
        ScriptedRandom random = new ScriptedRandom().WithDoubles(cutEndsOnly ? [0.0] : [0.1, 0.9, 0.2, 0.9, 0.9, 0.0]).WithShuffle([5, 6, 7, 8], [5, 6, 7, 8]);
        PrefixSample sample = pretraining.Apply(AttentionKind.SequenceToSequence, Tokens(10, 11, 12, 13, 14, 15, 16, 17), Tokens(20, 21, 22), random);
        Assert.Equal(cutEndsOnly ? [10, 11, 12] : [12, 13, 14], sample.Ids[1..4]);
        Assert.Equal(9, sample.Ids.Length);
        Assert.True(random.IsUsedUp);
    }

    [Fact]
    public void Cutting_leaves_the_pair_as_it_was()
    {
        TokenSequence first = Tokens([.. Enumerable.Range(10, 50)]);
        new UnilmPretraining(Options with { MaximumLength = 20 }).Apply([first, Tokens(70, 71)], new KeyedRandom(1));
        Assert.Equal(Enumerable.Range(10, 50), first.Ids);
    }

    [Fact]
    public void Objectives_and_orders_follow_their_shares()
    {
        const int rows = 20_000;
        UnilmPretraining pretraining = new(Options);
        KeyedRandom random = new(11);
        int[] kinds = new int[4];
        int swapped = 0;
        int second = 0;
        for (int row = 0; row < rows; row++)
        {
            PrefixSample sample = pretraining.Apply([Tokens(10), Tokens(11), Tokens(12)], random);
            kinds[(int)sample.Attention.Kind]++;
            swapped += sample.SequenceLabel == UnilmPretraining.Swapped ? 1 : 0;
            Assert.Equal(sample.Attention.Kind == AttentionKind.Bidirectional, sample.SequenceLabel != No);
            second += sample.Attention is { Kind: AttentionKind.SequenceToSequence, SourceLength: 3 } ? 1 : 0;
        }

        AssertShare(1 / 3.0, kinds[0], rows);
        AssertShare(1 / 6.0, kinds[1], rows);
        AssertShare(1 / 6.0, kinds[2], rows);
        AssertShare(1 / 3.0, kinds[3], rows);
        AssertShare(0.5, swapped, kinds[0]);
        AssertShare(0.5, second, kinds[3]);
    }

    [Theory]
    [InlineData(AttentionKind.Bidirectional)]
    [InlineData(AttentionKind.LeftToRight)]
    [InlineData(AttentionKind.RightToLeft)]
    [InlineData(AttentionKind.SequenceToSequence)]
    public void Labels_and_input_rebuild_the_text(AttentionKind kind)
    {
        UnilmPretraining pretraining = new(Options with { SpanRate = 0.3, MaskShare = 0.6, RandomShare = 0.3, PredictOrder = false });
        KeyedRandom random = new(12);
        for (int row = 0; row < 200; row++)
        {
            int[] first = [.. Enumerable.Range(10, random.Next(1, 20))];
            int[] second = [.. Enumerable.Range(40, random.Next(1, 20))];
            PrefixSample sample = pretraining.Apply(kind, Tokens(first), Tokens(second), random);
            int[] clean = [.. sample.Ids.Zip(sample.Labels, (id, label) => label == No ? id : label)];
            int[] inner = kind is AttentionKind.LeftToRight or AttentionKind.RightToLeft ? [] : [3];
            Assert.Equal([2, .. first, .. inner, .. second, 3], clean);
            Assert.Equal(No, sample.Labels[0]);
            Assert.True(inner.Length == 0 || sample.Labels[first.Length + 1] == No);
        }
    }

    [Fact]
    public void Words_of_neighbouring_sentences_stay_apart()
    {
        // Each sentence is one word of two tokens; a whole word is hidden, never a part or two of them.
        UnilmPretraining pretraining = new(Options with { WholeWords = true, MaskRate = 0.3, Mix = UnilmMix.Only(AttentionKind.LeftToRight) });
        TokenSequence[] words = [Word(10, 11), Word(12, 13), Word(14, 15)];
        KeyedRandom random = new(13);
        int[][] labels = [.. Enumerable.Range(0, 100).Select(_ => pretraining.Apply(words, random).Labels)];

        // Two tokens are hidden; where the end token is one of them, the other is half a word by the original's rule.
        int[][] whole = [.. labels.Where(row => row[^1] == No)];
        Assert.NotEmpty(whole);
        Assert.All(whole, row => Assert.True((row[1] == No) == (row[2] == No) && (row[3] == No) == (row[4] == No) && (row[5] == No) == (row[6] == No)));
    }

    [Fact]
    public void Says_what_is_wrong()
    {
        Assert.Contains("at least 2 sentences", Assert.Throws<ArgumentException>(() => new UnilmPretraining(Options).Apply([Tokens(1)], new KeyedRandom(1))).Message, StringComparison.Ordinal);
        UnilmMix none = new() { Bidirectional = 0, LeftToRight = 0, RightToLeft = 0, SequenceToSequence = 0 };
        Assert.Contains("one is greater than 0", Assert.Throws<ArgumentException>(() => new UnilmPretraining(Options with { Mix = none })).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => new UnilmPretraining(Options with { Mix = new UnilmMix { LeftToRight = -1 } }));
        Assert.ThrowsAny<ArgumentException>(() => new UnilmPretraining(Options with { MaskRate = 2 }));
    }

    private static void AssertShare(double expected, int count, int all) =>
        Assert.InRange(count / (double)all, expected - (4 * Math.Sqrt(expected * (1 - expected) / all)), expected + (4 * Math.Sqrt(expected * (1 - expected) / all)));

    private static TokenSequence Tokens(params int[] ids) => new(ids, [.. Enumerable.Range(0, ids.Length)], []);

    private static TokenSequence Word(params int[] ids) => new(ids, new int[ids.Length], []);
}
