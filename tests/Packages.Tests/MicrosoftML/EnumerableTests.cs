using Microsoft.ML;
using Microsoft.ML.Data;

namespace Packages.Tests.MicrosoftML;

/// <summary>Objects as rows: the types of columns, and what a cursor gives of each member.</summary>
public class EnumerableTests
{
    private readonly MLContext _context = new();

    private static DataViewType TypeOf<TRow>(MLContext context, string column)
        where TRow : class, new() => context.Data.LoadFromEnumerable([new TRow()]).Schema[column].Type;

    [Theory]
    [InlineData(nameof(Everything.Text), "String")]
    [InlineData(nameof(Everything.Flag), "Boolean")]
    [InlineData(nameof(Everything.Whole), "Int32")]
    [InlineData(nameof(Everything.Large), "Int64")]
    [InlineData(nameof(Everything.Real), "Single")]
    [InlineData(nameof(Everything.Exact), "Double")]
    [InlineData(nameof(Everything.Texts), "Vector<String>")]
    [InlineData(nameof(Everything.Ints), "Vector<Int32>")]
    [InlineData(nameof(Everything.Three), "Vector<Single, 3>")]
    [InlineData(nameof(Everything.Buffer), "Vector<Int64>")]
    [InlineData(nameof(Everything.Key), "Key<UInt32, 0-9>")]
    public void Member_has_the_column_type_of_its_own(string member, string type)
    {
        Assert.Equal(type, TypeOf<Everything>(_context, member).ToString());
    }

    [Fact]
    public void Times_have_types_of_their_own()
    {
        Assert.Same(DateTimeDataViewType.Instance, TypeOf<Times>(_context, nameof(Times.Moment)));
        Assert.Same(DateTimeOffsetDataViewType.Instance, TypeOf<Times>(_context, nameof(Times.Local)));
        Assert.Same(TimeSpanDataViewType.Instance, TypeOf<Times>(_context, nameof(Times.Length)));
    }

    [Fact]
    public void Fields_properties_and_read_only_properties_are_columns()
    {
        IDataView view = _context.Data.LoadFromEnumerable([new { A = 1, B = "b" }]);

        Assert.Equal(["A", "B"], view.Schema.Select(column => column.Name));
        Assert.Equal([1], view.Values<int>("A"));
        Assert.Equal(["b"], view.Texts("B"));
    }

    [Fact]
    public void Attribute_names_a_column_or_keeps_a_member_from_being_one()
    {
        IDataView view = _context.Data.LoadFromEnumerable([new Renamed { Inner = 5 }]);

        Assert.Equal(["Outer"], view.Schema.Select(column => column.Name));
        Assert.Equal([5], view.Values<int>("Outer"));
    }

    [Fact]
    public void Null_text_is_empty_and_null_array_has_no_items()
    {
        IDataView view = _context.Data.LoadFromEnumerable([new Everything { Text = null, Texts = null }]);

        Assert.Equal([""], view.Texts(nameof(Everything.Text)));
        Assert.Equal(0, view.Values<VBuffer<ReadOnlyMemory<char>>>(nameof(Everything.Texts)).Single().Length);
    }

    [Fact]
    public void Null_in_an_array_of_texts_is_empty()
    {
        IDataView view = _context.Data.LoadFromEnumerable([new Everything { Texts = ["a", null, "字"] }]);

        VBuffer<ReadOnlyMemory<char>> texts = view.Values<VBuffer<ReadOnlyMemory<char>>>(nameof(Everything.Texts)).Single();
        Assert.Equal(["a", "", "字"], texts.DenseValues().Select(text => text.ToString()));
    }

    [Fact]
    public void Keys_begin_at_zero_in_objects_and_at_one_in_columns()
    {
        IDataView view = _context.Data.LoadFromEnumerable(new uint[] { 0, 9, 10 }.Select(key => new Everything { Key = key }));

        Assert.Equal([1u, 10u, 0u], view.Values<uint>(nameof(Everything.Key)));
    }

    [Fact]
    public void Each_cursor_enumerates_anew()
    {
        int enumerations = 0;
        IEnumerable<Numbered> Rows()
        {
            enumerations++;
            yield return new Numbered { Number = enumerations };
        }

        IDataView view = _context.Data.LoadFromEnumerable(Rows());

        Assert.Equal([1], view.Values<int>(nameof(Numbered.Number)));
        Assert.Equal([2], view.Values<int>(nameof(Numbered.Number)));
        Assert.Null(view.GetRowCount());
    }

    [Fact]
    public void Collection_tells_its_count()
    {
        Assert.Equal(3, _context.Data.LoadFromEnumerable(Numbered.Rows(3)).GetRowCount());
    }

    [Fact]
    public void Rows_are_numbered_from_zero_and_cannot_be_shuffled()
    {
        IDataView view = _context.Data.LoadFromEnumerable(Numbered.Rows(3));

        Assert.False(view.CanShuffle);
        Assert.Equal(
            [(new DataViewRowId(0, 0), 0), (new DataViewRowId(1, 0), 1), (new DataViewRowId(2, 0), 2)],
            view.RowsOfOne<int>(nameof(Numbered.Number), new Random(1)));
    }

    [Fact]
    public void Cursor_counts_its_position_and_ends_at_minus_one()
    {
        IDataView view = _context.Data.LoadFromEnumerable(Numbered.Rows(1));
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);

        Assert.Equal(-1, cursor.Position);
        Assert.True(cursor.MoveNext());
        Assert.Equal(0, cursor.Position);
        Assert.False(cursor.MoveNext());
        Assert.Equal(-1, cursor.Position);
        Assert.False(cursor.MoveNext());
    }

    [Fact]
    public void Schema_of_a_cursor_is_the_very_schema_of_its_view()
    {
        IDataView view = _context.Data.LoadFromEnumerable(Numbered.Rows(1));
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);

        Assert.Same(view.Schema, cursor.Schema);
    }

    [Fact]
    public void Column_that_was_not_asked_for_is_not_active()
    {
        IDataView view = _context.Data.LoadFromEnumerable(Numbered.Rows(1));
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[nameof(Numbered.Number)]]);
        DataViewSchema.Column text = view.Schema[nameof(Numbered.Text)];

        Assert.False(cursor.IsColumnActive(text));
        Assert.ThrowsAny<Exception>(() => cursor.GetGetter<ReadOnlyMemory<char>>(text));
    }

    [Fact]
    public void Getter_of_another_type_is_refused()
    {
        IDataView view = _context.Data.LoadFromEnumerable(Numbered.Rows(1));
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);

        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<long>(view.Schema[nameof(Numbered.Number)]));
    }

    [Fact]
    public void There_is_no_id_before_the_first_row()
    {
        IDataView view = _context.Data.LoadFromEnumerable(Numbered.Rows(1));
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
        DataViewRowId id = default;

        Assert.Throws<InvalidOperationException>(() => getId(ref id));
    }

    [Fact]
    public void Null_among_the_objects_is_refused()
    {
        IDataView view = _context.Data.LoadFromEnumerable(new Numbered[] { new(), null! });
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);

        Assert.True(cursor.MoveNext());
        Assert.Throws<InvalidOperationException>(() => cursor.MoveNext());
    }

    [Fact]
    public void Values_are_the_caller_s_own()
    {
        int[] tokens = [1, 2, 3];
        IDataView view = _context.Data.LoadFromEnumerable([new Everything { Ints = tokens }]);

        VBuffer<int> value = view.Values<VBuffer<int>>(nameof(Everything.Ints)).Single();
        VBufferEditor.CreateFromBuffer(ref value).Values[0] = 9;

        Assert.Equal([1, 2, 3], tokens);
    }

    [Theory]
    [InlineData(typeof(WithDecimal))]
    [InlineData(typeof(TwoOfOneName))]
    [InlineData(typeof(VectorAttributeOnScalar))]
    [InlineData(typeof(KeyOfFloat))]
    public void Class_that_has_no_schema_is_refused(Type type)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SchemaDefinition.Create(type));
    }

    [Fact]
    public void Schema_can_be_handed_in_and_gives_types_and_annotations()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Everything));
        definition[nameof(Everything.Ints)].ColumnType = new VectorDataViewType(NumberDataViewType.Int32, 2);
        definition[nameof(Everything.Ints)].AddAnnotation("Note", "kept", TextDataViewType.Instance);
        DataViewSchema schema = _context.Data.LoadFromEnumerable(Array.Empty<Everything>(), definition).Schema;

        IDataView view = _context.Data.LoadFromEnumerable([new Everything { Ints = [4, 5] }], schema);

        DataViewSchema.Column column = view.Schema[nameof(Everything.Ints)];
        Assert.Equal("Vector<Int32, 2>", column.Type.ToString());
        ReadOnlyMemory<char> note = default;
        column.Annotations.GetValue("Note", ref note);
        Assert.Equal("kept", note.ToString());
    }

    [Fact]
    public void Schema_with_a_column_that_the_class_lacks_is_refused()
    {
        DataViewSchema schema = _context.Data.LoadFromEnumerable(Numbered.Rows(1)).Schema;

        Assert.Throws<InvalidOperationException>(() => _context.Data.LoadFromEnumerable(Array.Empty<Renamed>(), schema));
    }

    [Fact]
    public void Definition_that_contradicts_its_member_is_refused()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Numbered));
        definition[nameof(Numbered.Number)].ColumnType = NumberDataViewType.Single;

        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Data.LoadFromEnumerable(Numbered.Rows(1), definition));
    }

    [Fact]
    public void Annotation_must_have_the_type_that_it_says()
    {
        SchemaDefinition.Column column = SchemaDefinition.Create(typeof(Numbered))[nameof(Numbered.Number)];

        Assert.Throws<InvalidOperationException>(() => column.AddAnnotation("Note", 1, TextDataViewType.Instance));
        Assert.Throws<InvalidOperationException>(() => column.AddAnnotation("Note", new[] { 1 }, NumberDataViewType.Int32));
    }

    [Fact]
    public void Column_of_a_definition_is_found_by_its_column_name()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Renamed));

        Assert.Equal(nameof(Renamed.Inner), definition["Outer"].MemberName);
        Assert.Null(definition[nameof(Renamed.Inner)]);
        Assert.Throws<ArgumentOutOfRangeException>(() => definition["Other"] = definition["Outer"]);
    }

    public class Everything
    {
        public string? Text { get; set; }

        public bool Flag { get; set; }

        public int Whole { get; set; }

        public long Large { get; set; }

        public float Real { get; set; }

        public double Exact { get; set; }

        public string?[]? Texts { get; set; }

        [VectorType]
        public int[]? Ints { get; set; }

        [VectorType(3)]
        public float[]? Three { get; set; }

        public VBuffer<long> Buffer { get; set; }

        [KeyType(10)]
        public uint Key { get; set; }
    }

    public class Times
    {
        public DateTime Moment { get; set; }

        public DateTimeOffset Local { get; set; }

        public TimeSpan Length { get; set; }
    }

    public class Renamed
    {
        [ColumnName("Outer")]
        public int Inner { get; set; }

        [NoColumn]
        public decimal Unused { get; set; }
    }

    public class WithDecimal
    {
        public decimal Price { get; set; }
    }

    public class TwoOfOneName
    {
        public int A { get; set; }

        [ColumnName("A")]
        public int B { get; set; }
    }

    public class VectorAttributeOnScalar
    {
        [VectorType(3)]
        public int A { get; set; }
    }

    public class KeyOfFloat
    {
        [KeyType(3)]
        public float A { get; set; }
    }
}
