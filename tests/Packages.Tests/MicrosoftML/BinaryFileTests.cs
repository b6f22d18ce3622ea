using Microsoft.ML;
using Microsoft.ML.Data;

namespace Packages.Tests.MicrosoftML;

/// <summary>Views in ML.NET's binary files: types, values and annotations survive.</summary>
public sealed class BinaryFileTests : IDisposable
{
    private readonly MLContext _context = new();
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private IDataView? _view;

    public void Dispose()
    {
        // A view may hold its file open.
        (_view as IDisposable)?.Dispose();
        File.Delete(_path);
    }

    private IDataView RoundTrip<TRow>(IEnumerable<TRow> rows, SchemaDefinition? definition = null)
        where TRow : class
    {
        using (FileStream stream = File.Create(_path))
        {
            _context.Data.SaveAsBinary(_context.Data.LoadFromEnumerable(rows, definition), stream);
        }

        return _view = _context.Data.LoadFromBinary(_path);
    }

    [Fact]
    public void Columns_of_every_type_come_back()
    {
        var moment = new DateTime(2024, 2, 29, 12, 30, 1, DateTimeKind.Unspecified);
        Everything[] rows =
        [
            new()
            {
                Text = "甲",
                Flag = true,
                Whole = -1,
                Real = 0.5f,
                Exact = 1e100,
                Key = 3,
                Moment = moment,
                Length = TimeSpan.FromSeconds(1),
                Ints = [1, 2],
                Pair = [1, 2],
                Texts = ["x", ""],
            },
            new()
            {
                Text = "",
                Whole = int.MaxValue,
                Key = 9,
                Local = new DateTimeOffset(moment, TimeSpan.FromHours(8)),
                Ints = [],
                Pair = [3, 4],
                Texts = [],
            },
        ];

        IDataView view = RoundTrip(rows);

        Assert.Equal(_context.Data.LoadFromEnumerable(rows).Schema.NamesAndTypes(), view.Schema.NamesAndTypes());
        Assert.Equal(["甲", ""], view.Texts(nameof(Everything.Text)));
        Assert.Equal([true, false], view.Values<bool>(nameof(Everything.Flag)));
        Assert.Equal([-1, int.MaxValue], view.Values<int>(nameof(Everything.Whole)));
        Assert.Equal([0.5f, 0f], view.Values<float>(nameof(Everything.Real)));
        Assert.Equal([1e100, 0], view.Values<double>(nameof(Everything.Exact)));
        Assert.Equal([4u, 0u], view.Values<uint>(nameof(Everything.Key)));
        Assert.Equal([moment, default], view.Values<DateTime>(nameof(Everything.Moment)));
        Assert.Equal([default, rows[1].Local], view.Values<DateTimeOffset>(nameof(Everything.Local)));
        Assert.Equal([TimeSpan.FromSeconds(1), default], view.Values<TimeSpan>(nameof(Everything.Length)));
        Assert.Equal([[1, 2], []], view.GetColumn<int[]>(nameof(Everything.Ints)));
        Assert.Equal([[1, 2], [3, 4]], view.GetColumn<float[]>(nameof(Everything.Pair)));
        Assert.Equal([["x", ""], []], view.GetColumn<string[]>(nameof(Everything.Texts)));
    }

    [Fact]
    public void Sparse_vectors_stay_sparse()
    {
        IDataView view = RoundTrip([new Sparse { Values = new VBuffer<int>(1000, 2, [7, 8], [5, 900]) }]);
        VBuffer<int> value = view.Values<VBuffer<int>>(nameof(Sparse.Values)).Single();

        Assert.False(value.IsDense);
        Assert.Equal(1000, value.Length);
        Assert.Equal([7, 8], value.GetValues().ToArray());
        Assert.Equal([5, 900], value.GetIndices().ToArray());
    }

    [Fact]
    public void Annotations_come_back()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Numbered));
        definition[nameof(Numbered.Number)].AddAnnotation("Note", "kept", TextDataViewType.Instance);
        definition[nameof(Numbered.Number)].AddAnnotation("Bounds", new[] { 1, 2 }, new VectorDataViewType(NumberDataViewType.Int32, 2));

        DataViewSchema.Annotations annotations = RoundTrip(Numbered.Rows(1), definition).Schema[nameof(Numbered.Number)].Annotations;

        ReadOnlyMemory<char> note = default;
        VBuffer<int> bounds = default;
        annotations.GetValue("Note", ref note);
        annotations.GetValue("Bounds", ref bounds);
        Assert.Equal("kept", note.ToString());
        Assert.Equal([1, 2], bounds.DenseValues());
    }

    [Fact]
    public void Many_rows_come_back_in_order_and_counted()
    {
        IDataView view = RoundTrip(Numbered.Rows(20_000));

        Assert.Equal(20_000, view.GetRowCount());
        Assert.Equal(Enumerable.Range(0, 20_000), view.Values<int>(nameof(Numbered.Number)));
    }

    [Fact]
    public void Generator_changes_the_order_alone()
    {
        IDataView view = RoundTrip(Numbered.Rows(20_000));
        List<int> shuffled = view.Values<int>(nameof(Numbered.Number), new Random(1));

        Assert.True(view.CanShuffle);
        Assert.NotEqual(shuffled.Order(), shuffled);
        Assert.Equal(Enumerable.Range(0, 20_000), shuffled.Order());
    }

    [Fact]
    public void File_begins_and_ends_with_its_signatures()
    {
        RoundTrip(Numbered.Rows(1));
        byte[] bytes = File.ReadAllBytes(_path);

        Assert.Equal("CML\0DVB\0"u8.ToArray(), bytes[..8]);
        Assert.Equal("\0BVD\0LMC"u8.ToArray(), bytes[^8..]);
    }

    [Fact]
    public void Other_file_is_refused()
    {
        File.WriteAllText(_path, new string('x', 1000));

        Assert.Throws<FormatException>(() => _context.Data.LoadFromBinary(_path));
    }

    [Fact]
    public void File_that_was_cut_is_refused()
    {
        RoundTrip(Numbered.Rows(100));
        byte[] bytes = File.ReadAllBytes(_path);
        File.WriteAllBytes(_path, bytes[..^20]);

        Assert.ThrowsAny<Exception>(() => _context.Data.LoadFromBinary(_path));
    }

    public class Everything
    {
        public string? Text { get; set; }

        public bool Flag { get; set; }

        public int Whole { get; set; }

        public float Real { get; set; }

        public double Exact { get; set; }

        [KeyType(5)]
        public uint Key { get; set; }

        public DateTime Moment { get; set; }

        public DateTimeOffset Local { get; set; }

        public TimeSpan Length { get; set; }

        public int[]? Ints { get; set; }

        [VectorType(2)]
        public float[]? Pair { get; set; }

        public string[]? Texts { get; set; }
    }

    public class Sparse
    {
        public VBuffer<int> Values { get; set; }
    }
}
