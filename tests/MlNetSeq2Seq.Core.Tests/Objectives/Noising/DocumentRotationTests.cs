using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Tests.Objectives.Noising;

public sealed class DocumentRotationTests
{
    [Fact]
    public void The_drawn_token_begins_the_text()
    {
        NoisyTokens row = RandomRows.Plain(10, 11, 12, 13);
        NoisyTokens noisy = new DocumentRotation(new DocumentRotationOptions()).Apply(row.Ids, row.Words, new ScriptedRandom().WithIntegers(3));
        Assert.Equal([2, 12, 13, 10, 11, 3], noisy.Ids);
        Assert.Equal([-1, 2, 3, 0, 1, -1], noisy.Words);
    }

    [Fact]
    public void Every_token_begins_the_text_equally_often_where_a_row_is_rotated()
    {
        DocumentRotation rotation = new(new DocumentRotationOptions { Probability = 0.5 });
        NoisyTokens row = RandomRows.Plain(10, 11, 12, 13);
        KeyedRandom random = new(1);
        int[] first = new int[4];
        for (int i = 0; i < 20_000; i++)
        {
            first[rotation.Apply(row.Ids, row.Words, random).Ids[1] - 10]++;
        }

        // An eighth each, five eighths for the first; standard deviations 46.8 and 68.5, four of them.
        Assert.InRange(first[0], 12_226, 12_774);
        Assert.All(first[1..], count => Assert.InRange(count, 2_313, 2_687));
    }
}
