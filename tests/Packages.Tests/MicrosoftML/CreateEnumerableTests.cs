using Microsoft.ML;
using Microsoft.ML.Data;

namespace Packages.Tests.MicrosoftML;

/// <summary>Rows as objects.</summary>
public class CreateEnumerableTests
{
    private readonly MLContext _context = new();

    private IDataView View(params Source[] rows) => _context.Data.LoadFromEnumerable(rows);

    [Fact]
    public void Values_come_back_as_they_went_in()
    {
        IDataView view = View(new() { Text = "一", Ints = [1, 2], Texts = ["x", "y"], Number = 4 }, new() { Text = "二" });
        Source[] rows = _context.Data
            .CreateEnumerable<Source>(view, reuseRowObject: false)
            .ToArray();

        Assert.Equal(["一", "二"], rows.Select(row => row.Text));
        Assert.Equal([1, 2], rows[0].Ints!);
        Assert.Equal(["x", "y"], rows[0].Texts!);
        Assert.Equal(4, rows[0].Number);
    }

    [Fact]
    public void Empty_vector_becomes_a_null_array()
    {
        Source row = _context.Data.CreateEnumerable<Source>(View(new Source { Ints = [], Texts = [] }), reuseRowObject: false).Single();

        Assert.Null(row.Ints);
        Assert.Null(row.Texts);
    }

    [Fact]
    public void Empty_vector_leaves_an_empty_array_of_the_object()
    {
        Prepared row = _context.Data.CreateEnumerable<Prepared>(View(new Source { Ints = [] }), reuseRowObject: false).Single();

        Assert.Empty(row.Ints);
    }

    [Fact]
    public void Sparse_vector_becomes_a_dense_array()
    {
        IDataView view = _context.Data.LoadFromEnumerable([new Sparse { Ints = new VBuffer<int>(4, 1, [7], [2]) }]);

        Assert.Equal([0, 0, 7, 0], _context.Data.CreateEnumerable<Target>(view, reuseRowObject: false).Single().Ints!);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 3)]
    public void Object_is_used_again_only_if_allowed(bool reuse, int objects)
    {
        IEnumerable<Source> rows = _context.Data.CreateEnumerable<Source>(View(new(), new(), new()), reuse);

        Assert.Equal(objects, rows.ToHashSet(ReferenceEqualityComparer.Instance).Count);
    }

    [Fact]
    public void Enumeration_can_be_repeated()
    {
        IEnumerable<Source> rows = _context.Data.CreateEnumerable<Source>(View(new(), new()), reuseRowObject: false);

        Assert.Equal(2, rows.Count());
        Assert.Equal(2, rows.Count());
    }

    [Fact]
    public void Missing_column_is_refused_at_once_and_named()
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(
            () => _context.Data.CreateEnumerable<Other>(View(new Source()), reuseRowObject: false));

        Assert.Contains("'Absent'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_column_leaves_the_member_alone_if_allowed()
    {
        IDataView view = View(new Source { Number = 2 });
        Other row = _context.Data.CreateEnumerable<Other>(view, reuseRowObject: false, ignoreMissingColumns: true).Single();

        Assert.Equal("as it was", row.Absent);
        Assert.Equal(2, row.Number);
    }

    [Fact]
    public void Column_of_another_type_is_refused_and_both_types_named()
    {
        var e = Assert.Throws<InvalidOperationException>(
            () => _context.Data.CreateEnumerable<WrongType>(View(new Source()), reuseRowObject: false));

        Assert.Contains("Int32", e.Message, StringComparison.Ordinal);
        Assert.Contains("System.Int64", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scalar_member_does_not_take_a_vector()
    {
        Assert.Throws<InvalidOperationException>(
            () => _context.Data.CreateEnumerable<ScalarInts>(View(new Source()), reuseRowObject: false));
    }

    [Fact]
    public void Definition_says_which_column_a_member_takes()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Renamable));
        definition[nameof(Renamable.Title)].ColumnName = nameof(Source.Text);

        Renamable row = _context.Data
            .CreateEnumerable<Renamable>(View(new Source { Text = "t" }), reuseRowObject: false, schemaDefinition: definition).Single();

        Assert.Equal("t", row.Title);
    }

    [Fact]
    public void Column_can_be_had_alone()
    {
        IDataView view = View(
            new() { Text = "一", Ints = [1, 2], Texts = ["x"], Number = 4 },
            new() { Text = "二", Ints = [3], Texts = ["y", "z"], Number = 5 });

        Assert.Equal(["一", "二"], view.GetColumn<string>(nameof(Source.Text)));
        Assert.Equal([4, 5], view.GetColumn<int>(nameof(Source.Number)));
        Assert.Equal([[1, 2], [3]], view.GetColumn<int[]>(nameof(Source.Ints)));
        Assert.Equal([["x"], ["y", "z"]], view.GetColumn<string[]>(view.Schema[nameof(Source.Texts)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => view.GetColumn<long>(nameof(Source.Number)));
    }

    [Fact]
    public void Preview_shows_the_first_rows_by_rows_and_by_columns()
    {
        DataDebuggerPreview preview = View(new() { Number = 4 }, new() { Number = 5 }, new() { Number = 6 }).Preview(maxRows: 2);

        Assert.Equal(2, preview.RowView.Length);
        Assert.Equal([4, 5], preview.ColumnView.Single(column => column.Column.Name == nameof(Source.Number)).Values.Cast<int>());
        Assert.Contains(new KeyValuePair<string, object>(nameof(Source.Number), 5), preview.RowView[1].Values);
    }

    public class Source
    {
        public string? Text { get; set; }

        public int[]? Ints { get; set; }

        public string[]? Texts { get; set; }

        public int Number { get; set; }
    }

    public class Target
    {
        public int[]? Ints { get; set; }
    }

    public class Sparse
    {
        public VBuffer<int> Ints { get; set; }
    }

    public class Prepared
    {
        public int[] Ints { get; set; } = [];
    }

    public class Other
    {
        public string Absent { get; set; } = "as it was";

        public int Number { get; set; }
    }

    public class WrongType
    {
        public long Number { get; set; }
    }

    public class ScalarInts
    {
        public int Ints { get; set; }
    }

    public class Renamable
    {
        public string? Title { get; set; }
    }
}
