using Microsoft.ML;

namespace Packages.Tests.MicrosoftML;

/// <summary>Shuffling from a pool.</summary>
public class ShuffleTests
{
    private readonly MLContext _context = new(seed: 1);

    private IDataView Rows(int count) => _context.Data.LoadFromEnumerable(Numbered.Rows(count));

    private static List<int> Numbers(IDataView view, Random? random = null) => view.Values<int>(nameof(Numbered.Number), random);

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(1000)]
    public void Every_row_is_served_once(int poolSize)
    {
        List<int> shuffled = Numbers(_context.Data.ShuffleRows(Rows(100), seed: 5, shufflePoolSize: poolSize));

        Assert.NotEqual(shuffled.Order(), shuffled);
        Assert.Equal(Enumerable.Range(0, 100), shuffled.Order());
    }

    [Fact]
    public void Columns_of_a_row_stay_together()
    {
        IDataView view = _context.Data.ShuffleRows(Rows(50), seed: 5);

        Assert.All(
            _context.Data.CreateEnumerable<Numbered>(view, reuseRowObject: false),
            row => Assert.Equal($"row {row.Number}", row.Text));
    }

    [Fact]
    public void Row_keeps_its_id()
    {
        Assert.All(
            _context.Data.ShuffleRows(Rows(50), seed: 5).RowsOfOne<int>(nameof(Numbered.Number)),
            row => Assert.Equal((ulong)row.Value, row.Id.Low));
    }

    [Fact]
    public void Order_of_a_view_is_the_same_every_time_and_follows_its_seed()
    {
        IDataView view = _context.Data.ShuffleRows(Rows(100), seed: 5);

        Assert.Equal(Numbers(view), Numbers(view));
        Assert.Equal(Numbers(view), Numbers(_context.Data.ShuffleRows(Rows(100), seed: 5)));
        Assert.NotEqual(Numbers(view), Numbers(_context.Data.ShuffleRows(Rows(100), seed: 6)));
    }

    // Expected orders: computed with ML.NET built from its sources (dotnet/machinelearning at cd2fbd617), by these very calls.
    [Theory]
    [InlineData(7, "4 7 2 5 10 1 12 8 13 15 0 9 6 11 17 14 20 21 16 22 25 19 3 18 26 29 23 28 27 24")]
    [InlineData(1000, "17 26 4 13 27 3 2 12 1 28 10 22 7 18 21 19 24 25 11 16 6 23 5 0 8 29 14 9 20 15")]
    public void Seed_and_pool_fix_the_order_for_good(int poolSize, string order)
    {
        Assert.Equal(order, string.Join(' ', Numbers(_context.Data.ShuffleRows(Rows(30), seed: 3, shufflePoolSize: poolSize))));
    }

    [Fact]
    public void Generator_of_a_cursor_decides_over_its_order()
    {
        IDataView view = _context.Data.ShuffleRows(Rows(100), seed: 5);

        Assert.True(view.CanShuffle);
        Assert.Equal(Numbers(view, new Random(1)), Numbers(view, new Random(1)));
        Assert.NotEqual(Numbers(view, new Random(1)), Numbers(view, new Random(2)));
    }

    [Fact]
    public void Pool_of_one_leaves_a_source_that_cannot_shuffle_as_it_is()
    {
        Assert.Equal(Enumerable.Range(0, 20), Numbers(_context.Data.ShuffleRows(Rows(20), seed: 5, shufflePoolSize: 1)));
    }

    [Fact]
    public void Row_comes_no_further_forward_than_the_pool_is_large()
    {
        List<int> shuffled = Numbers(_context.Data.ShuffleRows(Rows(100), seed: 5, shufflePoolSize: 10, shuffleSource: false));

        Assert.All(shuffled.Select((number, place) => number - place), distance => Assert.InRange(distance, -100, 9));
    }

    [Fact]
    public void Pool_must_not_be_empty()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Data.ShuffleRows(Rows(1), shufflePoolSize: 0));
    }
}
