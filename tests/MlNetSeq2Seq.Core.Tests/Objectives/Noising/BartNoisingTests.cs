using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Tests.Objectives.Noising;

public sealed class BartNoisingTests
{
    [Fact]
    public void Sentences_are_permuted_before_spans_are_hidden_and_the_text_is_rotated_last()
    {
        BartNoising noising = new(new BartNoisingOptions
        {
            Rotation = new DocumentRotationOptions(),
            Infilling = new TextInfillingOptions { MaskId = 4, VocabularySize = 100, MaskRatio = 0.2, MeanSpanLength = null },
            Permutation = new SentencePermutationOptions { SentenceEndIds = [9] },
        });

        // 10 9 11 9 -> 11 9 10 9; word 0 of that, 11, is hidden; 10 begins.
        NoisyTokens row = RandomRows.Plain(10, 9, 11, 9);
        ScriptedRandom random = new ScriptedRandom()
            .WithChoice([0, 1], 2).WithChoice([1, 0], 2).WithChoice([0], 4).WithDoubles(0.5).WithIntegers(3);
        Assert.Equal([2, 10, 9, 4, 9, 3], noising.Apply(row.Ids, row.Words, random).Ids);
        Assert.True(random.IsUsedUp);
    }

    [Fact]
    public void No_noise_at_all_is_refused() => Assert.Throws<ArgumentException>(() => new BartNoising(new BartNoisingOptions()));
}
