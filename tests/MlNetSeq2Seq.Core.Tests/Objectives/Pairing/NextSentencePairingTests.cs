using MlNetSeq2Seq.Objectives.Pairing;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Objectives.Pairing;

public sealed class NextSentencePairingTests
{
    private static readonly NextSentencePairingOptions s_options = new()
    {
        SpecialTokens = TestTokens.Special, MaximumLength = 16, ShortSequenceProbability = 0,
    };

    private static readonly SentencePool s_others = new([PairingSentences.Single(50, 51, 52, 53), PairingSentences.Single(60, 61)]);

    [Fact]
    public void Sentences_that_follow_have_label_0()
    {
        ScriptedRandom random = new ScriptedRandom().WithIntegers(2).WithDoubles(0.5);
        PairedSentences pair = new NextSentencePairing(s_options, s_others).Apply(PairingSentences.Single(10, 11, 12), random);
        Assert.Equal([2, 10, 11, 3, 12, 3], pair.Ids);
        Assert.Equal(0, pair.SequenceLabel);
    }

    [Fact]
    public void Foreign_sentences_fill_the_row_and_have_label_1()
    {
        // Room for three tokens behind the first: passage 0 from its sentence 1.
        ScriptedRandom random = new ScriptedRandom().WithIntegers(1).WithDoubles(0.49).WithIntegers(0, 1);
        PairedSentences pair = new NextSentencePairing(s_options with { MaximumLength = 7 }, s_others)
            .Apply(PairingSentences.Single(10, 11, 12), random);
        Assert.Equal([2, 10, 3, 51, 52, 53, 3], pair.Ids);
        Assert.Equal([0, 0, 0, 1, 1, 1, 1], pair.Segments);
        Assert.Equal(1, pair.SequenceLabel);
    }

    [Fact]
    public void A_passage_of_the_row_itself_is_drawn_again()
    {
        ScriptedRandom random = new ScriptedRandom().WithDoubles(0).WithIntegers(1, 1, 0, 3);
        PairedSentences pair = new NextSentencePairing(s_options, s_others).Apply(PairingSentences.Single(61, 62), random);
        Assert.Equal([2, 61, 3, 53, 3], pair.Ids);
        Assert.True(random.IsUsedUp);
    }

    [Theory]
    [InlineData(1, Labels.Ignore)]
    [InlineData(2, 0)]
    public void Where_nothing_foreign_is_found_the_row_keeps_its_own_part(int count, int label)
    {
        SentencePool own = new([PairingSentences.Single(10)]);
        PairedSentences pair = new NextSentencePairing(s_options with { ForeignProbability = 1 }, own)
            .Apply(PairingSentences.Single([.. Enumerable.Range(10, count)]), new KeyedRandom(1));
        Assert.Equal(label, pair.SequenceLabel);
        Assert.Equal(Enumerable.Range(10, count), pair.Ids.Where(id => id >= 10));
    }

    [Fact]
    public void Half_of_the_rows_are_foreign_and_all_of_those_with_one_sentence()
    {
        NextSentencePairing pairing = new(s_options with { ShortSequenceProbability = 0.1 }, s_others);
        KeyedRandom random = new(1);
        TokenSequence[] two = [PairingSentences.Of(10), PairingSentences.Of(11)];
        int foreign = Enumerable.Range(0, 20_000).Sum(_ => pairing.Apply(two, random).SequenceLabel);

        // Standard deviation 70.7, four of them.
        Assert.InRange(foreign, 9_717, 10_283);
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Sum(_ => pairing.Apply(two[..1], random).SequenceLabel));
    }

    [Fact]
    public void Options_out_of_range_and_empty_pools_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NextSentencePairing(s_options with { ForeignProbability = 2 }, s_others));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NextSentencePairing(s_options with { MaximumLength = 4 }, s_others));
        Assert.Throws<ArgumentException>(() => new SentencePool([[PairingSentences.Of()]]));
    }
}
