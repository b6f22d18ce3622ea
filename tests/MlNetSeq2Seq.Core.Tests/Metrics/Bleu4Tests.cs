using MlNetSeq2Seq.Metrics;

namespace MlNetSeq2Seq.Tests.Metrics;

public sealed class Bleu4Tests
{
    [Fact]
    public void Equal_texts_have_1()
    {
        Bleu4 bleu = new();
        bleu.Add([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]);
        Assert.Equal(1, bleu.Value, 1e-12);
    }

    [Fact]
    public void Worked_by_hand()
    {
        // Precisions 4/5, 3/4, 2/3, 1/2; five units against six: exp(1 - 6/5).
        Bleu4 bleu = new();
        bleu.Add([1, 2, 3, 4, 9], [1, 2, 3, 4, 5, 6]);
        Assert.Equal([4L, 3, 2, 1], bleu.Counts.Matches);
        Assert.Equal([5L, 4, 3, 2], bleu.Counts.Totals);
        Assert.Equal(Math.Pow(0.2, 0.25) * Math.Exp(-0.2), bleu.Value, 1e-12);
    }

    [Fact]
    public void Without_a_common_run_of_four_it_is_0_or_smoothed()
    {
        BleuCounts counts = new();
        counts.Add([1, 2, 3], [1, 2, 3]);
        Assert.Equal(0, counts.Score());
        Assert.Equal(Math.Pow(0.1, 0.25), counts.Score(BleuSmoothing.Epsilon), 1e-12);
    }

    [Fact]
    public void Without_a_common_unit_it_is_0_even_smoothed()
    {
        BleuCounts counts = new();
        counts.Add([1, 2, 3, 4], [5, 6, 7, 8]);
        Assert.Equal(0, counts.Score(BleuSmoothing.Epsilon));
        Assert.Equal(0, new BleuCounts().Score(BleuSmoothing.Epsilon));
    }

    [Fact]
    public void Corpus_is_the_sum_not_the_mean()
    {
        Bleu4 first = new();
        Bleu4 second = new();
        first.Add([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]);
        second.Add([1, 2], [1, 3]);
        first.Merge(second);
        Assert.Equal(2, first.Count);
        Assert.Equal(Math.Pow(7.0 / 8 * 5 / 6, 0.25), first.Value, 1e-12);
    }
}
