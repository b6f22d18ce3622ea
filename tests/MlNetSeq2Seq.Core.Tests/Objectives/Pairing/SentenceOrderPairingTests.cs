using MlNetSeq2Seq.Objectives.Pairing;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Objectives.Pairing;

public sealed class SentenceOrderPairingTests
{
    private static readonly SentenceOrderPairingOptions s_options = new() { SpecialTokens = TestTokens.Special, MaximumLength = 64 };

    [Fact]
    public void Parts_in_order_have_label_0()
    {
        ScriptedRandom random = new ScriptedRandom().WithIntegers(2).WithDoubles(0.5);
        PairedSentences pair = new SentenceOrderPairing(s_options)
            .Apply([PairingSentences.Of(10, 11, 12), PairingSentences.Of(20), PairingSentences.Of(30, 31)], random);
        Assert.Equal([2, 10, 11, 12, 20, 3, 30, 31, 3], pair.Ids);
        Assert.Equal([-1, 0, 0, 1, 2, -1, 3, 3, -1], pair.Words);
        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 1, 1], pair.Segments);
        Assert.Equal(0, pair.SequenceLabel);
    }

    [Fact]
    public void Swapped_parts_have_label_1()
    {
        PairedSentences pair = new SentenceOrderPairing(s_options)
            .Apply([PairingSentences.Of(10, 11), PairingSentences.Of(20)], new ScriptedRandom().WithDoubles(0.49));
        Assert.Equal([2, 20, 3, 10, 11, 3], pair.Ids);
        Assert.Equal([-1, 0, -1, 1, 1, -1], pair.Words);
        Assert.Equal([0, 0, 0, 1, 1, 1], pair.Segments);
        Assert.Equal(1, pair.SequenceLabel);
    }

    [Fact]
    public void What_is_too_long_loses_tokens_at_drawn_ends_of_the_longer_part()
    {
        // 4 + 2 tokens into 4 places: the first part loses one at the front and one at the back.
        ScriptedRandom random = new ScriptedRandom().WithDoubles(0.9, 0.2, 0.7);
        PairedSentences pair = new SentenceOrderPairing(s_options with { MaximumLength = 7 })
            .Apply([PairingSentences.Of(10, 11, 12, 13), PairingSentences.Of(20, 21)], random);
        Assert.Equal([2, 11, 12, 3, 20, 21, 3], pair.Ids);
        Assert.Equal([-1, 0, 1, -1, 2, 2, -1], pair.Words);
        Assert.True(random.IsUsedUp);
    }

    [Fact]
    public void Half_of_the_rows_are_swapped_and_every_place_splits_as_often()
    {
        SentenceOrderPairing pairing = new(s_options);
        TokenSequence[] sentences = PairingSentences.Single(10, 11, 12, 13);
        KeyedRandom random = new(1);
        int swapped = 0;
        int[] splits = new int[3];
        for (int i = 0; i < 20_000; i++)
        {
            PairedSentences pair = pairing.Apply(sentences, random);
            swapped += pair.SequenceLabel;
            int first = Array.IndexOf(pair.Ids, 3) - 1;
            splits[(pair.SequenceLabel == 1 ? 4 - first : first) - 1]++;
        }

        // Standard deviations 70.7 and 66.7, four of them; specification, section B1.
        Assert.InRange(swapped, 9_717, 10_283);
        Assert.All(splits, count => Assert.InRange(count, 6_400, 6_933));
    }

    [Theory]
    [InlineData(SingleSentence.Unlabelled, Labels.Ignore)]
    [InlineData(SingleSentence.InOrder, 0)]
    public void A_lone_sentence_stands_alone(SingleSentence policy, int label)
    {
        PairedSentences pair = new SentenceOrderPairing(s_options with { SingleSentence = policy })
            .Apply([PairingSentences.Of(), PairingSentences.Of(10, 11)], new KeyedRandom(1));
        Assert.Equal([2, 10, 11, 3], pair.Ids);
        Assert.Equal([0, 0, 0, 0], pair.Segments);
        Assert.Equal(label, pair.SequenceLabel);
    }

    [Fact]
    public void A_lone_sentence_can_be_followed_by_foreign_ones()
    {
        SentenceOrderPairing pairing = new(
            s_options with { SingleSentence = SingleSentence.Foreign }, new SentencePool([PairingSentences.Single(20, 21)]));
        PairedSentences pair = pairing.Apply([PairingSentences.Of(10)], new ScriptedRandom().WithIntegers(0, 1));
        Assert.Equal([2, 10, 3, 21, 3], pair.Ids);
        Assert.Equal(1, pair.SequenceLabel);
    }

    [Fact]
    public void Short_rows_are_made_of_the_first_sentences_and_as_frequent_as_asked()
    {
        SentenceOrderPairing pairing = new(s_options with { ShortSequenceProbability = 0.1, MaximumLength = 43 });
        TokenSequence[] sentences = PairingSentences.Single([.. Enumerable.Range(10, 60)]);
        KeyedRandom random = new(2);
        int shorter = 0;
        for (int i = 0; i < 20_000; i++)
        {
            PairedSentences pair = pairing.Apply(sentences, random);
            if (pair.Ids.Length < 43)
            {
                shorter++;
                Assert.Equal(10 + pair.Ids.Length - 4, pair.Ids.Max());
            }
        }

        Assert.All(Enumerable.Range(0, 200), _ => Assert.InRange(pairing.Apply(sentences, random).Ids.Length, 5, 43));

        // .1 * 38 / 39, for one of the lengths 2 to 40 is the whole; standard deviation 42.2, four of them.
        Assert.InRange(shorter, 1_780, 2_118);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_fit_and_hold_neighbouring_tokens_of_both_parts(bool isSmall)
    {
        SentenceOrderPairing pairing = new(s_options with { MaximumLength = isSmall ? 5 : 24, SwapProbability = 0.5 });
        KeyedRandom random = new(3);
        for (int i = 0; i < 500; i++)
        {
            int next = 10;
            TokenSequence[] sentences = [.. Enumerable.Range(0, random.Next(2, 8)).Select(_ => PairingSentences.Of([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => next++)]))];
            PairedSentences pair = pairing.Apply(sentences, random);

            int separator = Array.IndexOf(pair.Ids, 3);
            int[] first = pair.Ids[1..separator];
            int[] second = pair.Ids[(separator + 1)..^1];
            Assert.InRange(pair.Ids.Length, 5, isSmall ? 5 : 24);
            Assert.All((int[][])[first, second], part => Assert.Equal(Enumerable.Range(part[0], part.Length), part));
            Assert.Equal(pair.SequenceLabel == 1, second[0] < first[0]);
            Assert.Equal(Enumerable.Repeat(0, separator + 1).Concat(Enumerable.Repeat(1, second.Length + 1)), pair.Segments);
            Assert.All(pair.Ids.Zip(pair.Words), token => Assert.Equal(token.First < 10, token.Second < 0));
        }
    }

    [Fact]
    public void Words_of_different_sentences_differ()
    {
        PairedSentences pair = new SentenceOrderPairing(s_options).Apply(PairingSentences.Single(10, 11, 12), new KeyedRandom(1));
        Assert.Equal([0, 1, 2], pair.Words.Where(word => word >= 0));
    }

    [Fact]
    public void A_row_without_a_token_is_refused()
    {
        Exception thrown = Assert.Throws<ArgumentException>(() => new SentenceOrderPairing(s_options).Apply([PairingSentences.Of()], new KeyedRandom(1)));
        Assert.StartsWith("SentenceOrderPairing needs a sentence, but the row has none with a token.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SentenceOrderPairing(s_options with { MaximumLength = 4 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SentenceOrderPairing(s_options with { SwapProbability = 2 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SentenceOrderPairing(s_options with { ShortSequenceProbability = -1 }));
        Assert.Throws<ArgumentException>(() => new SentenceOrderPairing(s_options with { SingleSentence = SingleSentence.Foreign }));
    }
}
