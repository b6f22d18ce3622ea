using MlNetSeq2Seq.Metrics;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Tests.Metrics;

public sealed class OtherMetricsTests
{
    [Fact]
    public void Characters_are_code_points_without_white_space() =>
        Assert.Equal([0x4F60, 0x20000, 'A', '!'], TextUnits.Characters(" 你\u3000𠀀\tA!\n"));

    [Fact]
    public void Exact_match_is_a_share()
    {
        ExactMatch match = new();
        match.Add([1, 2], [1, 2]);
        match.Add([1], [1, 2]);
        ExactMatch other = new();
        other.Add([], []);
        match.Merge(other);
        Assert.Equal((3, 2.0 / 3), (match.Count, match.Value));
    }

    [Fact]
    public void Distinct_counts_different_runs_over_all_texts()
    {
        DistinctN distinct = new(2);
        distinct.Add([1, 2, 1, 2], []);
        DistinctN other = new(2);
        other.Add([1, 2, 3], []);
        distinct.Merge(other);
        Assert.Equal(3.0 / 5, distinct.Value, 1e-12);
        Assert.Equal("Distinct-2", distinct.Name);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Runs_have_one_to_four_units(int size)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DistinctN(size));
        Assert.Throws<ArgumentOutOfRangeException>(() => RougeScore.OfNgrams([1], [1], size));
    }

    [Fact]
    public void Accuracy_looks_at_labelled_positions_alone()
    {
        TokenAccuracy accuracy = new();
        accuracy.Add([1, 2, 3, 4], [1, Labels.Ignore, 5, 4]);
        accuracy.Add([0.5f, 2, 2], 1); // the lowest of equal ones
        accuracy.Add([9f, 0], Labels.Ignore);
        Assert.Equal((4, 3, 0.75), (accuracy.Count, accuracy.Correct, accuracy.Value));
    }

    [Fact]
    public void Accuracy_of_nothing_is_0() => Assert.Equal(0, new TokenAccuracy().Value);

    [Fact]
    public void Accuracy_is_merged_by_counts_not_by_ratios()
    {
        TokenAccuracy first = new();
        TokenAccuracy second = new();
        first.Add([1, 1, 1], [1, 1, 1]);
        second.Add([1], [2]);
        first.Merge(second);
        Assert.Equal(0.75, first.Value);
    }

    [Fact]
    public void Accuracy_needs_a_prediction_for_each_label() =>
        Assert.Throws<ArgumentException>(() => new TokenAccuracy().Add([1], [1, 2]));

    [Fact]
    public void Perplexity_of_a_model_that_knows_nothing_is_the_size_of_its_vocabulary()
    {
        Perplexity perplexity = new();
        perplexity.Add(new float[50], 7);
        perplexity.Add(new float[50], 9);
        perplexity.Add(new float[50], Labels.Ignore);
        Assert.Equal(2, perplexity.Count);
        Assert.Equal(50, perplexity.Value, 1e-9);
        Assert.Equal(Math.Log2(50), perplexity.BitsPerToken, 1e-9);
        Assert.Equal(Math.Sqrt(50), perplexity.PerCharacter(4), 1e-9);
    }

    [Fact]
    public void Perplexity_is_merged_by_sums()
    {
        Perplexity first = new();
        Perplexity second = new();
        first.Add(1, 1);
        second.Add(5, 3);
        first.Merge(second);
        Assert.Equal((1.5, 4L), (first.Mean, first.Count));
    }

    [Fact]
    public void Perplexity_of_nothing_is_1() => Assert.Equal(1, new Perplexity().Value);
}
