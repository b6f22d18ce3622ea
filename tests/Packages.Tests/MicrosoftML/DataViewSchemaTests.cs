using Microsoft.ML;
using Microsoft.ML.Data;

namespace Packages.Tests.MicrosoftML;

/// <summary>Schemas: columns by place and by name, hidden columns, annotations.</summary>
public class DataViewSchemaTests
{
    private static DataViewSchema Schema(params (string Name, DataViewType Type)[] columns)
    {
        var builder = new DataViewSchema.Builder();
        foreach ((string name, DataViewType type) in columns)
        {
            builder.AddColumn(name, type);
        }

        return builder.ToSchema();
    }

    private static DataViewSchema.Annotations Annotated(string kind, int value)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue(kind, NumberDataViewType.Int32, value);
        return builder.ToAnnotations();
    }

    private static int Value(DataViewSchema.Annotations annotations, string kind)
    {
        int value = 0;
        annotations.GetValue(kind, ref value);
        return value;
    }

    [Fact]
    public void Columns_are_found_by_place_and_by_name()
    {
        DataViewSchema schema = Schema(("Text", TextDataViewType.Instance), ("Size", NumberDataViewType.Int32));

        Assert.Equal(2, schema.Count);
        Assert.Equal("Size", schema[1].Name);
        Assert.Equal(1, schema["Size"].Index);
        Assert.Same(TextDataViewType.Instance, schema["Text"].Type);
        Assert.Equal(["Text", "Size"], schema.Select(c => c.Name));
        Assert.Equal("2 columns", schema.ToString());
    }

    [Fact]
    public void Later_column_hides_an_earlier_one_of_its_name()
    {
        DataViewSchema schema = Schema(
            ("A", TextDataViewType.Instance), ("B", BooleanDataViewType.Instance), ("A", NumberDataViewType.Int32));

        Assert.Equal(2, schema["A"].Index);
        Assert.Equal([true, false, false], schema.Select(c => c.IsHidden));
    }

    [Fact]
    public void Adding_the_columns_of_a_schema_adds_hidden_ones_too()
    {
        DataViewSchema source = Schema(("A", TextDataViewType.Instance), ("A", NumberDataViewType.Int32));
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(source);
        builder.AddColumn("B", BooleanDataViewType.Instance);
        DataViewSchema schema = builder.ToSchema();

        Assert.Equal(["A", "A", "B"], schema.Select(c => c.Name));
        Assert.Equal([true, false, false], schema.Select(c => c.IsHidden));
    }

    [Fact]
    public void Detached_columns_can_be_added()
    {
        DataViewSchema.Annotations annotations = Annotated("Kind", 3);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns([new DataViewSchema.DetachedColumn("A", NumberDataViewType.Int32, annotations)]);
        DataViewSchema schema = builder.ToSchema();

        Assert.Equal("A", new DataViewSchema.DetachedColumn(schema[0]).Name);
        Assert.Same(annotations, schema[0].Annotations);
        Assert.Same(NumberDataViewType.Int32, schema[0].Type);
    }

    [Fact]
    public void Names_are_matched_with_regard_to_case()
    {
        DataViewSchema schema = Schema(("Text", TextDataViewType.Instance));

        Assert.Null(schema.GetColumnOrNull("text"));
        Assert.Equal(0, schema.GetColumnOrNull("Text")!.Value.Index);
    }

    [Fact]
    public void Unknown_column_is_refused_by_name()
    {
        DataViewSchema schema = Schema(("Text", TextDataViewType.Instance));

        var e = Assert.Throws<ArgumentOutOfRangeException>(() => schema["Txt"]);
        Assert.Contains("Column 'Txt' not found", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => schema[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => schema[-1]);
        Assert.Throws<ArgumentNullException>(() => schema[null]);
        Assert.Throws<ArgumentNullException>(() => schema[""]);
        Assert.Throws<ArgumentNullException>(() => schema.GetColumnOrNull(null));
    }

    [Fact]
    public void Column_needs_a_name_and_a_type()
    {
        var builder = new DataViewSchema.Builder();

        Assert.Throws<ArgumentNullException>(() => builder.AddColumn("", TextDataViewType.Instance));
        Assert.Throws<ArgumentNullException>(() => builder.AddColumn("A", null));
        Assert.Throws<ArgumentNullException>(() => new DataViewSchema.DetachedColumn(null, TextDataViewType.Instance));
        Assert.Throws<ArgumentNullException>(() => new DataViewSchema.DetachedColumn("A", null));
    }

    [Fact]
    public void Column_is_written_with_type_and_annotations()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", NumberDataViewType.Int32, Annotated("Kind", 3));
        builder.AddColumn("B", TextDataViewType.Instance);
        DataViewSchema schema = builder.ToSchema();

        Assert.Equal("A: Int32 {Kind}", schema[0].ToString());
        Assert.Equal("B: String", schema[1].ToString());
    }

    [Fact]
    public void Column_without_annotations_has_empty_ones()
    {
        DataViewSchema schema = Schema(("A", TextDataViewType.Instance));

        Assert.NotNull(schema[0].Annotations);
        Assert.Empty(schema[0].Annotations.Schema);
        Assert.Empty(DataViewSchema.Annotations.Empty.Schema);
    }

    [Fact]
    public void Builder_stays_usable_and_a_schema_does_not_change()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", TextDataViewType.Instance);
        DataViewSchema first = builder.ToSchema();
        builder.AddColumn("A", NumberDataViewType.Int32);

        Assert.False(Assert.Single(first).IsHidden);
        Assert.Equal(2, builder.ToSchema().Count);
    }

    [Fact]
    public void Annotations_give_their_values()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue("Size", NumberDataViewType.Int32, 7);
        builder.Add("Flag", BooleanDataViewType.Instance, (ref bool flag) => flag = true);
        builder.Add("Late", NumberDataViewType.Single, (Delegate)(ValueGetter<float>)((ref float value) => value = 2.5f));
        DataViewSchema.Annotations annotations = builder.ToAnnotations();

        Assert.Equal(7, Value(annotations, "Size"));
        float late = 0;
        annotations.GetGetter<float>(annotations.Schema["Late"])(ref late);
        Assert.Equal(2.5f, late);
        Assert.Equal("Size, Flag, Late", annotations.ToString());
    }

    [Fact]
    public void Annotations_are_taken_over_by_selection()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(Annotated("Left", 1), _ => false);
        builder.Add(Annotated("Taken", 2), name => name == "Taken");
        builder.Add(null, null);
        DataViewSchema.Annotations annotations = builder.ToAnnotations();

        Assert.Equal("Taken", annotations.ToString());
        Assert.Equal(2, Value(annotations, "Taken"));
    }

    [Fact]
    public void Annotation_of_another_type_or_name_is_refused()
    {
        DataViewSchema.Annotations annotations = Annotated("Size", 7);
        float wrong = 0;

        Assert.Throws<InvalidOperationException>(() => annotations.GetValue("Size", ref wrong));
        Assert.Throws<InvalidOperationException>(() => annotations.GetValue("Sise", ref wrong));
        Assert.Throws<InvalidOperationException>(() => annotations.GetGetter<float>(annotations.Schema[0]));
    }

    [Fact]
    public void Annotation_must_have_values_of_its_type()
    {
        var builder = new DataViewSchema.Annotations.Builder();

        Assert.Throws<ArgumentException>(() => builder.AddPrimitiveValue("Size", NumberDataViewType.Int32, 7L));
        Assert.Throws<ArgumentException>(() => builder.Add("Size", NumberDataViewType.Int32, (ref float value) => value = 1));
        Assert.Throws<ArgumentNullException>(() => builder.Add("", NumberDataViewType.Int32, (ref int value) => value = 1));
        Assert.Throws<ArgumentNullException>(() => builder.Add<int>("Size", NumberDataViewType.Int32, null));
    }
}
