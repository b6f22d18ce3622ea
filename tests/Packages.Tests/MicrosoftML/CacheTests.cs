using Microsoft.ML;
using Microsoft.ML.Data;

namespace Packages.Tests.MicrosoftML;

/// <summary>The cache: read once, served in any order, to any number of cursors.</summary>
public class CacheTests
{
    private readonly MLContext _context = new(seed: 1);
    private int _enumerations;

    private IDataView Source(int rows)
    {
        IEnumerable<Numbered> Rows()
        {
            _enumerations++;
            foreach (Numbered row in Numbered.Rows(rows))
            {
                yield return row;
            }
        }

        return _context.Data.LoadFromEnumerable(Rows());
    }

    [Fact]
    public void Columns_are_read_once_however_often_they_are_wanted()
    {
        IDataView cache = _context.Data.Cache(Source(5));

        Assert.Equal([0, 1, 2, 3, 4], cache.Values<int>(nameof(Numbered.Number)));
        Assert.Equal([0, 1, 2, 3, 4], cache.Values<int>(nameof(Numbered.Number)));
        Assert.Equal(1, _enumerations);
    }

    [Fact]
    public void Column_that_was_not_wanted_before_is_read_then()
    {
        IDataView cache = _context.Data.Cache(Source(2));

        Assert.Equal([0, 1], cache.Values<int>(nameof(Numbered.Number)));
        Assert.Equal(["row 0", "row 1"], cache.Texts(nameof(Numbered.Text)));
        Assert.Equal(2, _enumerations);
    }

    [Fact]
    public void Columns_to_prefetch_are_read_together()
    {
        IDataView cache = _context.Data.Cache(Source(2), nameof(Numbered.Number), nameof(Numbered.Text));

        Assert.Equal([0, 1], cache.Values<int>(nameof(Numbered.Number)));
        Assert.Equal(["row 0", "row 1"], cache.Texts(nameof(Numbered.Text)));
        Assert.Equal(1, _enumerations);
    }

    [Fact]
    public void Column_to_prefetch_must_be_there()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Data.Cache(Source(2), "Absent"));
    }

    [Fact]
    public void Rows_are_counted_once_they_were_read()
    {
        IDataView cache = _context.Data.Cache(Source(3));
        Assert.Null(cache.GetRowCount());

        cache.Values<int>(nameof(Numbered.Number));

        Assert.Equal(3, cache.GetRowCount());
    }

    [Fact]
    public void Later_changes_of_the_source_are_not_seen()
    {
        List<Numbered> rows = Numbered.Rows(2);
        IDataView cache = _context.Data.Cache(_context.Data.LoadFromEnumerable(rows));
        Assert.Equal([0, 1], cache.Values<int>(nameof(Numbered.Number)));

        rows[0].Number = 9;

        Assert.Equal([0, 1], cache.Values<int>(nameof(Numbered.Number)));
    }

    [Fact]
    public void Generator_shuffles_the_rows_and_each_keeps_its_id()
    {
        IDataView cache = _context.Data.Cache(Source(100));
        List<(DataViewRowId Id, int Value)> serial = cache.RowsOfOne<int>(nameof(Numbered.Number));

        List<(DataViewRowId Id, int Value)> shuffled = cache.RowsOfOne<int>(nameof(Numbered.Number), new Random(3));

        Assert.True(cache.CanShuffle);
        Assert.NotEqual(serial, shuffled);
        Assert.Equal(serial, shuffled.OrderBy(row => row.Value));
    }

    [Fact]
    public void Equal_generators_give_equal_orders()
    {
        IDataView cache = _context.Data.Cache(Source(100));

        List<int> Shuffled(int seed) => cache.Values<int>(nameof(Numbered.Number), new Random(seed));

        Assert.Equal(Shuffled(3), Shuffled(3));
        Assert.NotEqual(Shuffled(3), Shuffled(4));
    }

    // Expected order: computed with ML.NET built from its sources (dotnet/machinelearning at cd2fbd617), by this very call.
    [Fact]
    public void Generator_fixes_the_order_for_good()
    {
        Assert.Equal(
            [10, 9, 1, 19, 16, 28, 2, 5, 21, 11, 29, 18, 13, 14, 8, 17, 0, 6, 27, 12, 24, 3, 7, 22, 25, 23, 26, 4, 15, 20],
            _context.Data.Cache(Source(30)).Values<int>(nameof(Numbered.Number), new Random(5)));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void Cursors_of_a_set_share_the_rows(int cursors, bool shuffled)
    {
        IDataView cache = _context.Data.Cache(Source(1000));

        List<(DataViewRowId Id, int Value)> rows = cache.RowsOfSet<int>(nameof(Numbered.Number), cursors, shuffled ? new Random(3) : null);

        Assert.Equal(cache.RowsOfOne<int>(nameof(Numbered.Number)), rows.OrderBy(row => row.Value));
    }

    [Fact]
    public void Cursors_of_a_set_may_run_at_the_same_time()
    {
        IDataView cache = _context.Data.Cache(Source(1000));

        List<(DataViewRowId Id, int Value)> rows = cache.RowsOfParallelSet<int>(nameof(Numbered.Number), 4);

        Assert.Equal(cache.RowsOfOne<int>(nameof(Numbered.Number)), rows.OrderBy(row => row.Value));
    }

    [Fact]
    public void Batches_of_a_cursor_ascend_and_no_two_cursors_share_one()
    {
        IDataView cache = _context.Data.Cache(Source(1000));
        var batches = new List<long>();
        foreach (DataViewRowCursor cursor in cache.GetRowCursorSet(cache.Schema, 3))
        {
            using (cursor)
            {
                var own = new List<long>();
                while (cursor.MoveNext())
                {
                    own.Add(cursor.Batch);
                }

                Assert.Equal(own.Order(), own);
                batches.AddRange(own.Distinct());
            }
        }

        Assert.Equal(batches.Count, batches.Distinct().Count());
    }

    [Fact]
    public void Vectors_of_the_cache_are_not_the_caller_s_to_change()
    {
        IDataView cache = _context.Data.Cache(_context.Data.LoadFromEnumerable([new WithVector { Ints = [1, 2] }]));
        VBuffer<int> value = cache.Values<VBuffer<int>>(nameof(WithVector.Ints)).Single();

        VBufferEditor.CreateFromBuffer(ref value).Values[0] = 9;

        Assert.Equal([1, 2], cache.Values<VBuffer<int>>(nameof(WithVector.Ints)).Single().DenseValues());
    }

    [Fact]
    public void Schema_stays_the_very_one()
    {
        IDataView source = Source(1);

        Assert.Same(source.Schema, _context.Data.Cache(source).Schema);
    }

    public class WithVector
    {
        public int[] Ints { get; set; } = [];
    }
}
