using Microsoft.ML;
using Microsoft.ML.Data;

namespace Packages.Tests.MicrosoftML;

/// <summary>Transformations of whole columns: schemas, values, and what they refuse.</summary>
public class ColumnTransformTests
{
    private readonly MLContext _context = new();

    private static string[] Names(DataViewSchema schema)
        => schema.Where(column => !column.IsHidden).Select(column => column.Name).ToArray();

    private IDataView Rows(int count = 2) => _context.Data.LoadFromEnumerable(Numbered.Rows(count));

    // A transformation of a column called Absent fits these rows, and no others.
    private IDataView RowsWithAbsent()
        => _context.Data.LoadFromEnumerable(Enumerable.Range(0, 3).Select(i => new HasAbsent { Number = i, Absent = -i }).ToList());

    [Fact]
    public void Copy_is_a_column_more_with_the_same_values()
    {
        IDataView view = _context.Transforms.CopyColumns("Again", nameof(Numbered.Number)).Fit(Rows()).Transform(Rows());

        Assert.Equal([nameof(Numbered.Number), nameof(Numbered.Text), "Again"], Names(view.Schema));
        Assert.Equal([0, 1], view.Values<int>("Again"));
    }

    [Fact]
    public void Copy_under_a_name_that_is_there_hides_the_old_column_in_its_place()
    {
        IDataView view = _context.Transforms.CopyColumns(nameof(Numbered.Number), nameof(Numbered.Text)).Fit(Rows()).Transform(Rows());

        Assert.Equal([nameof(Numbered.Number), nameof(Numbered.Number), nameof(Numbered.Text)], view.Schema.Select(column => column.Name));
        Assert.Equal([true, false, false], view.Schema.Select(column => column.IsHidden));
        Assert.Equal(["row 0", "row 1"], view.Texts(nameof(Numbered.Number)));
    }

    [Fact]
    public void Copy_takes_annotations_with_it()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Numbered));
        definition[nameof(Numbered.Number)].AddAnnotation("Note", "kept", TextDataViewType.Instance);
        IDataView input = _context.Data.LoadFromEnumerable(Numbered.Rows(1), definition);
        IDataView view = _context.Transforms.CopyColumns("Again", nameof(Numbered.Number)).Fit(input).Transform(input);
        ReadOnlyMemory<char> note = default;
        view.Schema["Again"].Annotations.GetValue("Note", ref note);

        Assert.Equal("kept", note.ToString());
    }

    [Fact]
    public void Selected_columns_stand_in_the_order_of_the_selection()
    {
        IDataView view = _context.Transforms.SelectColumns(nameof(Numbered.Text), nameof(Numbered.Number)).Fit(Rows()).Transform(Rows());

        Assert.Equal([nameof(Numbered.Text), nameof(Numbered.Number)], Names(view.Schema));
        Assert.Equal(["row 0", "row 1"], view.Texts(nameof(Numbered.Text)));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void Hidden_columns_are_selected_only_if_wanted(bool keepHidden, int columns)
    {
        IDataView input = _context.Transforms.CopyColumns(nameof(Numbered.Number), nameof(Numbered.Text)).Fit(Rows()).Transform(Rows());
        IDataView view = _context.Transforms.SelectColumns([nameof(Numbered.Number)], keepHidden).Fit(input).Transform(input);

        Assert.Equal(columns, view.Schema.Count);
        Assert.Equal(["row 0", "row 1"], view.Texts(nameof(Numbered.Number)));
    }

    [Fact]
    public void Dropped_columns_are_gone_and_the_others_stay()
    {
        IDataView view = _context.Transforms.DropColumns(nameof(Numbered.Number)).Fit(Rows()).Transform(Rows());

        Assert.Equal([nameof(Numbered.Text)], Names(view.Schema));
        Assert.Equal(["row 0", "row 1"], view.Texts(nameof(Numbered.Text)));
    }

    [Fact]
    public void Scalars_and_vectors_are_put_into_one_vector()
    {
        IDataView input = _context.Data.LoadFromEnumerable([new Parts { A = 1, B = [2, 3], C = 4 }]);
        ColumnConcatenatingTransformer transformer = _context.Transforms.Concatenate("All", "A", "B", "C").Fit(input);
        IDataView view = transformer.Transform(input);

        Assert.Equal("Vector<Single, 4>", view.Schema["All"].Type.ToString());
        Assert.Equal([1, 2, 3, 4], view.Values<VBuffer<float>>("All").Single().DenseValues());
    }

    [Fact]
    public void Vector_of_several_columns_names_its_items()
    {
        IDataView input = _context.Data.LoadFromEnumerable([new Parts { A = 1, B = [2, 3], C = 4 }]);
        IDataView view = _context.Transforms.Concatenate("Both", "A", "C").Fit(input).Transform(input);
        VBuffer<ReadOnlyMemory<char>> names = default;
        view.Schema["Both"].Annotations.GetValue("SlotNames", ref names);

        Assert.Equal(["A", "C"], names.DenseValues().Select(name => name.ToString()));
    }

    public static TheoryData<string> Transformations => ["copy", "select", "drop", "concatenate"];

    private IEstimator<ITransformer> Of(string transformation, string column) => transformation switch
    {
        "copy" => _context.Transforms.CopyColumns("New", column),
        "select" => _context.Transforms.SelectColumns(column),
        "drop" => _context.Transforms.DropColumns(column),
        _ => _context.Transforms.Concatenate("New", nameof(Numbered.Number), column),
    };

    [Theory]
    [MemberData(nameof(Transformations))]
    public void Missing_column_is_refused_by_name(string transformation)
    {
        ITransformer transformer = Of(transformation, "Absent").Fit(RowsWithAbsent());

        var inView = Assert.Throws<ArgumentOutOfRangeException>(() => transformer.Transform(Rows()));
        var inSchema = Assert.Throws<ArgumentOutOfRangeException>(() => transformer.GetOutputSchema(Rows().Schema));
        Assert.Contains("'Absent'", inView.Message, StringComparison.Ordinal);
        Assert.Contains("'Absent'", inSchema.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Transformations))]
    public void Fitted_chain_refuses_what_its_estimator_would(string transformation)
    {
        EstimatorChain<ITransformer> chain = new EstimatorChain<ITransformer>().Append(Of(transformation, "Absent"));

        Assert.Contains("'Absent'", Assert.Throws<ArgumentOutOfRangeException>(() => chain.Fit(Rows())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Transformations))]
    public void Cursor_and_mapper_keep_to_their_schemas(string transformation)
    {
        IDataView input = RowsWithAbsent();
        ITransformer transformer = Of(transformation, "Absent").Fit(input);
        IDataView view = transformer.Transform(input);
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        IRowToRowMapper mapper = transformer.GetRowToRowMapper(input.Schema);

        Assert.Same(view.Schema, cursor.Schema);
        Assert.Same(input.Schema, mapper.InputSchema);
        Assert.True(transformer.IsRowToRowMapper);
        Assert.Equal(Names(transformer.GetOutputSchema(input.Schema)), Names(mapper.OutputSchema));
        Assert.Equal(Names(view.Schema), Names(mapper.OutputSchema));
    }

    [Theory]
    [MemberData(nameof(Transformations))]
    public void Number_of_rows_and_their_ids_do_not_change(string transformation)
    {
        IDataView input = RowsWithAbsent();
        IDataView view = Of(transformation, "Absent").Fit(input).Transform(input);
        using DataViewRowCursor before = input.GetRowCursor([]);
        using DataViewRowCursor after = view.GetRowCursor([]);

        Assert.Equal(input.GetRowCount(), view.GetRowCount());
        Assert.Equal(Ids(before), Ids(after));
    }

    private static List<DataViewRowId> Ids(DataViewRowCursor cursor)
    {
        ValueGetter<DataViewRowId> get = cursor.GetIdGetter();
        var ids = new List<DataViewRowId>();
        while (cursor.MoveNext())
        {
            DataViewRowId id = default;
            get(ref id);
            ids.Add(id);
        }

        return ids;
    }

    public class Parts
    {
        public float A { get; set; }

        [VectorType(2)]
        public float[] B { get; set; } = [];

        public float C { get; set; }
    }

    public class HasAbsent
    {
        public int Number { get; set; }

        public int Absent { get; set; }
    }
}
