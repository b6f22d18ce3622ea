using Microsoft.ML;

namespace Packages.Tests.MicrosoftML;

/// <summary>Views with fewer rows, and how they answer for what is left.</summary>
public class RowOperationTests
{
    private readonly MLContext _context = new(seed: 1);

    private IDataView Rows(int count) => _context.Data.LoadFromEnumerable(Numbered.Rows(count));

    private static List<int> Numbers(IDataView view) => view.Values<int>(nameof(Numbered.Number));

    [Theory]
    [InlineData(2, new[] { 0, 1 })]
    [InlineData(9, new[] { 0, 1, 2, 3 })]
    public void First_rows_are_taken(long count, int[] left)
    {
        IDataView view = _context.Data.TakeRows(Rows(4), count);

        Assert.Equal(left, Numbers(view));
        Assert.Equal(left.Length, view.GetRowCount());
        Assert.False(view.CanShuffle);
    }

    [Theory]
    [InlineData(3, new[] { 3 })]
    [InlineData(4, new int[0])]
    [InlineData(9, new int[0])]
    public void First_rows_are_skipped(long count, int[] left)
    {
        IDataView view = _context.Data.SkipRows(Rows(4), count);

        Assert.Equal(left, Numbers(view));
        Assert.Equal(left.Length, view.GetRowCount());
    }

    [Fact]
    public void Rows_keep_the_ids_that_they_had()
    {
        IDataView view = _context.Data.SkipRows(Rows(4), 2);

        Assert.Equal([2UL, 3UL], view.RowsOfOne<int>(nameof(Numbered.Number)).Select(row => row.Id.Low));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Count_must_be_positive(long count)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Data.TakeRows(Rows(4), count));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Data.SkipRows(Rows(4), count));
    }

    [Fact]
    public void Rows_that_a_predicate_is_true_for_are_filtered_out()
    {
        IDataView view = _context.Data.FilterByCustomPredicate<Numbered>(Rows(5), row => row.Number % 2 == 0);

        Assert.Equal([1, 3], Numbers(view));
        Assert.Null(view.GetRowCount());
    }

    [Fact]
    public void Filtered_rows_are_left_out_whichever_columns_are_wanted()
    {
        IDataView view = _context.Data.FilterByCustomPredicate<Numbered>(Rows(5), row => row.Number % 2 == 0);

        Assert.Equal(["row 1", "row 3"], view.Texts(nameof(Numbered.Text)));
    }

    [Fact]
    public void Rows_that_a_filter_leaves_keep_their_ids()
    {
        IDataView view = _context.Data.FilterByCustomPredicate<Numbered>(Rows(5), row => row.Number % 2 == 0);

        Assert.Equal([1UL, 3UL], view.RowsOfOne<int>(nameof(Numbered.Number)).Select(row => row.Id.Low));
        Assert.Equal([1UL, 3UL], view.RowsOfSet<int>(nameof(Numbered.Number), 2).Select(row => row.Id.Low).Order());
    }

    [Fact]
    public void Predicate_needs_its_columns()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Data.FilterByCustomPredicate<WithScore>(Rows(1), row => row.Score > 0));
    }

    [Theory]
    [InlineData(1, 3, new[] { 1f, 2f })]
    [InlineData(double.NegativeInfinity, 1, new[] { 0f })]
    [InlineData(3, double.PositiveInfinity, new[] { 3f })]
    public void Range_includes_its_lower_bound_only(double lower, double upper, float[] left)
    {
        float[] scores = [0, 1, 2, 3, float.NaN];
        IDataView view = _context.Data.LoadFromEnumerable(scores.Select(score => new WithScore { Score = score }));

        IDataView filtered = _context.Data.FilterRowsByColumn(view, nameof(WithScore.Score), lower, upper);

        Assert.Equal(left, filtered.Values<float>(nameof(WithScore.Score)));
    }

    [Fact]
    public void Column_of_a_range_must_be_of_numbers()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Data.FilterRowsByColumn(Rows(1), nameof(Numbered.Text), 0, 1));
    }

    public class WithScore
    {
        public float Score { get; set; }
    }
}
