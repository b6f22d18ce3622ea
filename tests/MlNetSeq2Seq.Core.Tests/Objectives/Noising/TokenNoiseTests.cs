using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Tests.Objectives.Noising;

/// <summary>What every noise keeps to.</summary>
public sealed class TokenNoiseTests
{
    private static readonly Dictionary<string, ITokenNoise> s_noises = new(StringComparer.Ordinal)
    {
        ["delete"] = new TokenDeletion(new TokenDeletionOptions { DeletionRatio = 0.4 }),
        ["permute"] = new SentencePermutation(new SentencePermutationOptions { SentenceEndIds = [10, 11, 12, 13] }),
        ["permute, tail stays"] = new SentencePermutation(new SentencePermutationOptions { SentenceEndIds = [10, 11], MovesUnterminatedTail = false }),
        ["rotate"] = new DocumentRotation(new DocumentRotationOptions()),
        ["insert"] = new TokenInsertion(new TokenInsertionOptions
        {
            MaskId = RandomRows.Mask, VocabularySize = RandomRows.VocabularySize, InsertionRatio = 0.3, RandomRatio = 0.5, FirstRandomId = 10,
        }),
        ["infill"] = new TextInfilling(Infilling),
        ["infill, a mask a token"] = new TextInfilling(Infilling with { Display = SpanDisplay.MaskPerToken, RandomRatio = 0.3 }),
        ["infill, nothing"] = new TextInfilling(Infilling with { Display = SpanDisplay.Nothing }),
        ["infill, single words"] = new TextInfilling(Infilling with { MeanSpanLength = null }),
        ["merge"] = new SpanMerging(new SpanMergingOptions { MaskId = 30 }),
        ["all"] = new BartNoising(new BartNoisingOptions
        {
            Permutation = new SentencePermutationOptions { SentenceEndIds = [10, 11] },
            Infilling = Infilling,
            Deletion = new TokenDeletionOptions(),
            Insertion = new TokenInsertionOptions { MaskId = RandomRows.Mask, VocabularySize = RandomRows.VocabularySize },
            Rotation = new DocumentRotationOptions(),
        }),
    };

    private static TextInfillingOptions Infilling => new()
    {
        MaskId = RandomRows.Mask, VocabularySize = RandomRows.VocabularySize, MaskRatio = 0.5, FirstRandomId = 10,
    };

    public static TheoryData<string> Noises => new(s_noises.Keys);

    [Theory]
    [MemberData(nameof(Noises))]
    public void Special_tokens_are_all_there_afterwards(string name)
    {
        KeyedRandom random = new(1);
        for (int i = 0; i < 500; i++)
        {
            NoisyTokens row = RandomRows.Draw(random);
            NoisyTokens noisy = s_noises[name].Apply(row.Ids, row.Words, random);
            Assert.Equal(noisy.Ids.Length, noisy.Words.Length);
            Assert.Equal(RandomRows.SpecialsOf(row), RandomRows.SpecialsOf(noisy));
            Assert.Equal((row.Ids[0], row.Ids[^1]), (noisy.Ids[0], noisy.Ids[^1]));
        }
    }

    [Theory]
    [MemberData(nameof(Noises))]
    public void A_visible_token_keeps_its_word_and_nothing_else_is_made_up(string name)
    {
        KeyedRandom random = new(2);
        for (int i = 0; i < 500; i++)
        {
            NoisyTokens row = RandomRows.Draw(random);
            int first = row.Words.Max() + 1;

            // Ids that tell the place, beyond all that a noise may put in.
            NoisyTokens told = row with { Ids = [.. row.Ids.Select((id, place) => row.Words[place] < 0 || id < 14 || id == 30 ? id : 1000 + place)] };
            NoisyTokens noisy = s_noises[name].Apply(told.Ids, told.Words, random);
            Assert.All(
                noisy.Ids.Zip(noisy.Words),
                token => Assert.True(token.First < 1000 ? token.Second < first || token.First < RandomRows.VocabularySize : row.Words[token.First - 1000] == token.Second));
        }
    }

    [Theory]
    [MemberData(nameof(Noises))]
    public void Equal_generators_give_equal_rows_and_the_input_stays_as_it_is(string name)
    {
        NoisyTokens row = RandomRows.Draw(new KeyedRandom(3));
        NoisyTokens copy = new([.. row.Ids], [.. row.Words]);

        NoisyTokens first = s_noises[name].Apply(row.Ids, row.Words, new KeyedRandom(4));
        NoisyTokens second = s_noises[name].Apply(row.Ids, row.Words, new KeyedRandom(4));

        Assert.Equal(first.Ids, second.Ids);
        Assert.Equal(first.Words, second.Words);
        Assert.Equal(copy.Ids, row.Ids);
        Assert.Equal(copy.Words, row.Words);
    }

    [Theory]
    [MemberData(nameof(Noises))]
    public void Rows_without_text_stay_as_they_are(string name)
    {
        KeyedRandom random = new(5);
        Assert.Empty(s_noises[name].Apply([], [], random).Ids);
        if (name is not ("insert" or "all"))
        {
            Assert.Equal([2, 3], s_noises[name].Apply([2, 3], [-1, -1], random).Ids);
        }
    }

    [Theory]
    [MemberData(nameof(Noises))]
    public void Ids_without_as_many_words_are_refused(string name)
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => s_noises[name].Apply([1, 2], [0], new KeyedRandom(1)));
        Assert.Contains("needs a word for each token, but got 1 for 2 tokens.", thrown.Message, StringComparison.Ordinal);
    }
}
