using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Packages.Tests.DataAnalysis;

public class DataFrameAsDataViewTests
{
    private static DataFrame AllTypes() => new(
        new StringDataFrameColumn("text", new[] { "茶", null! }),
        new BooleanDataFrameColumn("flag", new bool?[] { true, null }),
        new Int32DataFrameColumn("int", new int?[] { 1, null }),
        new Int64DataFrameColumn("long", new long?[] { 2, null }),
        new SingleDataFrameColumn("float", new float?[] { 0.5f, null }),
        new DoubleDataFrameColumn("double", new double?[] { 0.25, null }));

    private static TValue[] Read<TValue>(IDataView view, string name)
    {
        DataViewSchema.Column column = view.Schema[name];
        using DataViewRowCursor cursor = view.GetRowCursor([column]);
        ValueGetter<TValue> getter = cursor.GetGetter<TValue>(column);
        List<TValue> values = [];
        while (cursor.MoveNext())
        {
            TValue value = default!;
            getter(ref value);
            values.Add(value);
        }
        return [.. values];
    }

    [Fact]
    public void Its_schema_has_the_columns_and_their_types()
    {
        IDataView view = AllTypes();

        Assert.Equal(new[] { "text", "flag", "int", "long", "float", "double" }, view.Schema.Select(column => column.Name));
        Assert.Equal(
            new DataViewType[]
            {
                TextDataViewType.Instance, BooleanDataViewType.Instance, NumberDataViewType.Int32,
                NumberDataViewType.Int64, NumberDataViewType.Single, NumberDataViewType.Double,
            },
            view.Schema.Select(column => column.Type));
    }

    [Fact]
    public void It_knows_its_rows_and_cannot_shuffle()
    {
        IDataView view = AllTypes();

        Assert.Equal(2, view.GetRowCount());
        Assert.False(view.CanShuffle);
    }

    [Fact]
    public void Nulls_are_empty_text_NaN_or_the_default()
    {
        IDataView view = AllTypes();

        Assert.Equal(new[] { "茶", "" }, Read<ReadOnlyMemory<char>>(view, "text").Select(text => text.ToString()));
        Assert.Equal(new[] { true, false }, Read<bool>(view, "flag"));
        Assert.Equal(new[] { 1, 0 }, Read<int>(view, "int"));
        Assert.Equal(new[] { 2L, 0L }, Read<long>(view, "long"));
        Assert.Equal(new[] { 0.5f, float.NaN }, Read<float>(view, "float"));
        Assert.Equal(new[] { 0.25, double.NaN }, Read<double>(view, "double"));
    }

    [Fact]
    public void The_schema_is_the_same_object_until_a_column_changes()
    {
        DataFrame frame = AllTypes();
        IDataView view = frame;
        DataViewSchema schema = view.Schema;

        Assert.Same(schema, view.Schema);

        frame.Columns.Remove("long");

        Assert.NotSame(schema, view.Schema);
        Assert.Null(view.Schema.GetColumnOrNull("long"));
    }

    [Fact]
    public void A_renamed_column_is_renamed_in_the_schema()
    {
        DataFrame frame = AllTypes();
        IDataView view = frame;
        Assert.NotNull(view.Schema.GetColumnOrNull("text"));

        frame["text"].SetName("source");

        Assert.Equal("source", view.Schema[0].Name);
    }

    [Fact]
    public void A_cursor_gives_the_columns_it_was_asked_for()
    {
        IDataView view = AllTypes();
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["int"]]);

        Assert.Same(view.Schema, cursor.Schema);
        Assert.True(cursor.IsColumnActive(view.Schema["int"]));
        Assert.False(cursor.IsColumnActive(view.Schema["text"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["text"]));
    }

    [Fact]
    public void A_getter_of_another_type_is_an_error()
    {
        IDataView view = AllTypes();
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["int"]]);

        Assert.ThrowsAny<Exception>(() => cursor.GetGetter<float>(view.Schema["int"]));
    }

    [Fact]
    public void Rows_are_numbered_by_position_and_id()
    {
        IDataView view = AllTypes();
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<DataViewRowId> idOf = cursor.GetIdGetter();
        DataViewRowId id = default;

        Assert.Equal(-1, cursor.Position);
        Assert.True(cursor.MoveNext());
        Assert.True(cursor.MoveNext());
        idOf(ref id);
        Assert.Equal(1, cursor.Position);
        Assert.Equal(0, cursor.Batch);
        Assert.Equal(new DataViewRowId(1, 0), id);
        Assert.False(cursor.MoveNext());
    }

    [Fact]
    public void A_disposed_cursor_moves_no_more()
    {
        IDataView view = AllTypes();
        DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        cursor.MoveNext();

        cursor.Dispose();

        Assert.False(cursor.MoveNext());
    }

    [Fact]
    public void A_set_of_cursors_is_one_cursor()
    {
        IDataView view = AllTypes();

        DataViewRowCursor[] cursors = view.GetRowCursorSet(view.Schema, 4);

        Assert.Single(cursors);
    }

    [Fact]
    public void Vectors_are_a_column_too()
    {
        IDataView view = new DataFrame(
            new VBufferDataFrameColumn<float>("scores", new[] { new VBuffer<float>(2, [1f, 2f]), new VBuffer<float>(1, [3f]) }));

        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single), view.Schema["scores"].Type);
        Assert.Equal(new[] { 1f, 2f, 3f }, Read<VBuffer<float>>(view, "scores").SelectMany(vector => vector.DenseValues()));
    }
}
