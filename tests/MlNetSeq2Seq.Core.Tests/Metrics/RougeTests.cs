using MlNetSeq2Seq.Metrics;

namespace MlNetSeq2Seq.Tests.Metrics;

public sealed class RougeTests
{
    // Hypothesis 1 2 3 2, reference 2 3 1: common units 1 2 3, common pair 2 3, longest common subsequence 2 3.
    [Fact]
    public void Worked_by_hand()
    {
        RougeScore one = RougeScore.OfNgrams([1, 2, 3, 2], [2, 3, 1], 1);
        RougeScore two = RougeScore.OfNgrams([1, 2, 3, 2], [2, 3, 1], 2);
        RougeScore longest = RougeScore.OfLongestCommonSubsequence([1, 2, 3, 2], [2, 3, 1]);
        Assert.Equal((0.75, 1.0), (one.Precision, one.Recall));
        Assert.Equal((1.0 / 3, 0.5), (two.Precision, two.Recall));
        Assert.Equal((0.5, 2.0 / 3), (longest.Precision, longest.Recall));
        Assert.Equal(6.0 / 7, one.F1, 1e-12);
    }

    [Fact]
    public void Longest_common_subsequence_may_have_gaps() =>
        Assert.Equal(0.6, RougeScore.OfLongestCommonSubsequence([1, 9, 2, 8, 3], [1, 2, 3, 7, 7]).F1, 1e-12);

    [Theory]
    [InlineData(RougeKind.Rouge1)]
    [InlineData(RougeKind.Rouge2)]
    [InlineData(RougeKind.RougeL)]
    public void Empty_text_counts_0_and_equal_texts_1(RougeKind kind)
    {
        Rouge rouge = new(kind);
        Assert.Equal(0, rouge.Value);
        rouge.Add([], [1, 2]);
        Assert.Equal(0, rouge.Value);
        rouge.Add([1, 2], [1, 2]);
        Assert.Equal((0.5, 0.5, 0.5), (rouge.Value, rouge.Precision, rouge.Recall));
    }

    [Fact]
    public void Merged_it_is_as_if_added_to_one()
    {
        Rouge first = new(RougeKind.RougeL);
        Rouge second = new(RougeKind.RougeL);
        first.Add([1, 2], [1, 2]);
        second.Add([1], [2]);
        first.Merge(second);
        Assert.Equal((2, 0.5), (first.Count, first.Value));
    }

    [Fact]
    public void Another_metric_cannot_be_merged()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => new Rouge(RougeKind.RougeL).Merge(new Rouge(RougeKind.Rouge1)));
        Assert.StartsWith("A Rouge-L can be merged with a Rouge-L, but got Rouge-1.", exception.Message, StringComparison.Ordinal);
    }
}
