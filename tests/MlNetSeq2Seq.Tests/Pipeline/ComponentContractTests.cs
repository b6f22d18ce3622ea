using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Tests.Testing;

namespace MlNetSeq2Seq.Tests.Pipeline;

/// <summary>What every row component keeps to; ML.NET's own harness demands the same of its components.</summary>
public sealed class ComponentContractTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Every_component_has_a_case_here()
    {
        IEnumerable<string> components = typeof(EncodePrefixPairsEstimator).Assembly.GetTypes()
            .Select(t => t.GetCustomAttribute<ComponentAttribute>()).OfType<ComponentAttribute>().Select(c => c.Name);

        Assert.Equal(components.Order(StringComparer.Ordinal), ComponentCases.Covered.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(ComponentCases.All), MemberType = typeof(ComponentCases))]
    public void Delivered_schema_is_the_promised_one(string name)
    {
        ComponentCase component = ComponentCases.Get(name);
        IDataView data = component.Data(_ml);

        SchemaShape promised = component.Estimator.GetOutputSchema(ShapeOf(data.Schema));
        RowTransformer transformer = component.Estimator.Fit(data);

        Assert.Equal(Describe(promised), Describe(ShapeOf(transformer.GetOutputSchema(data.Schema))));
        Assert.Equal(Describe(promised), Describe(ShapeOf(transformer.Transform(data).Schema)));
    }

    [Theory, MemberData(nameof(ComponentCases.ReadColumns), MemberType = typeof(ComponentCases))]
    public void A_missing_column_is_refused_alike_by_all(string name, string column)
    {
        IDataView data = ComponentCases.Get(name).Data(_ml);

        IDataView without = _ml.Transforms.DropColumns(column).Fit(data).Transform(data);

        AssertRefusedAlike(name, without, $"reads column '{column}' of type ", "but the data has only '");
    }

    [Theory, MemberData(nameof(ComponentCases.ReadColumns), MemberType = typeof(ComponentCases))]
    public void A_column_of_another_type_is_refused_alike_by_all(string name, string column)
    {
        IDataView data = ComponentCases.Get(name).Data(_ml);

        // A vector of known size, of items that no component reads.
        var chain = _ml.Transforms.CustomMapping<Nothing, WithVector>((_, row) => row.Vector = [1, 2, 3], contractName: null)
            .Append(_ml.Transforms.CopyColumns(column, nameof(WithVector.Vector)));

        AssertRefusedAlike(
            name, chain.Fit(data).Transform(data), $"reads column '{column}' of type ", "but the data has it with type Vector<Single>.");
    }

    [Theory, MemberData(nameof(ComponentCases.All), MemberType = typeof(ComponentCases))]
    public void A_loaded_transformer_gives_the_schema_and_the_values_of_the_saved_one(string name)
    {
        ComponentCase component = ComponentCases.Get(name);
        IDataView data = component.Stream(_ml);
        RowTransformer saved = component.Fit(_ml);

        IDataView expected = saved.Transform(data);
        IDataView actual = Loaded(saved, data.Schema).Transform(data);

        Assert.Equal(expected.Schema.Select(c => (c.Name, c.Type, c.IsHidden)), actual.Schema.Select(c => (c.Name, c.Type, c.IsHidden)));
        Assert.Equal(ViewRows.Of(expected), ViewRows.Of(actual));
        Assert.Equal(ViewRows.Of(expected, new KeyedRandom(3)), ViewRows.Of(actual, new KeyedRandom(3)));
    }

    [Theory, MemberData(nameof(ComponentCases.All), MemberType = typeof(ComponentCases))]
    public void A_zip_saved_again_after_loading_has_the_same_options(string name)
    {
        ComponentCase component = ComponentCases.Get(name);
        RowTransformer saved = component.Fit(_ml);

        byte[] first = Zips.Save(_ml, saved, null);

        Assert.Equal(Zips.Read(first, "Options.json"), Zips.Read(Zips.Save(_ml, Zips.Load(_ml, first), null), "Options.json"));
    }

    [Theory, MemberData(nameof(ComponentCases.All), MemberType = typeof(ComponentCases))]
    public void Four_cursors_give_together_what_one_gives(string name)
    {
        ComponentCase component = ComponentCases.Get(name);
        IDataView view = component.Fit(_ml).Transform(component.Data(_ml));
        ViewRow[][] dealt = ViewRows.OfSet(view, 4);

        Assert.True(dealt.Count(rows => rows.Length > 0) > 1, "The rows were not dealt out, so the test says nothing.");
        Assert.Equal(ViewRows.Sorted(ViewRows.Of(view)), ViewRows.Sorted(dealt.SelectMany(rows => rows)));
    }

    [Theory, MemberData(nameof(ComponentCases.All), MemberType = typeof(ComponentCases))]
    public void A_column_alone_has_the_values_that_it_has_with_the_others(string name)
    {
        ComponentCase component = ComponentCases.Get(name);
        IDataView view = component.Fit(_ml).Transform(component.Stream(_ml));
        string[] columns = [.. view.Schema.Where(c => !c.IsHidden).Select(c => c.Name)];

        IEnumerable<string> together = ViewRows.Of(view).Select(r => r.Values);
        IEnumerable<string>[] alone = [.. columns.Select(c => ViewRows.Of(view, columns: [c]).Select(r => r.Values))];

        Assert.Equal(together, Enumerable.Range(0, together.Count()).Select(row => string.Join("; ", alone.Select(a => a.ElementAt(row)))));
    }

    [Theory, MemberData(nameof(ComponentCases.All), MemberType = typeof(ComponentCases))]
    public void A_column_that_was_not_asked_for_is_refused(string name)
    {
        ComponentCase component = ComponentCases.Get(name);
        IDataView view = component.Fit(_ml).Transform(component.Stream(_ml));
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[0]]);
        DataViewSchema.Column last = view.Schema[^1];

        Assert.False(cursor.IsColumnActive(last));
        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<int>(last));
        Assert.Contains($"'{last.Name}' is not active", thrown.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(ComponentCases.All), MemberType = typeof(ComponentCases))]
    public void Cursors_have_the_very_schema_of_their_view(string name)
    {
        ComponentCase component = ComponentCases.Get(name);
        IDataView view = component.Fit(_ml).Transform(component.Data(_ml));
        using DataViewRowCursor one = view.GetRowCursor(view.Schema);
        DataViewRowCursor[] set = view.GetRowCursorSet(view.Schema, 4);

        Assert.Same(view.Schema, one.Schema);
        Assert.All(set, cursor => Assert.Same(view.Schema, cursor.Schema));
        Array.ForEach(set, cursor => cursor.Dispose());
    }

    [Theory, MemberData(nameof(ComponentCases.RowToRow), MemberType = typeof(ComponentCases))]
    public void A_mapper_has_the_very_schema_that_it_was_given_and_the_values_of_a_cursor(string name)
    {
        ComponentCase component = ComponentCases.Get(name);
        IDataView source = component.Stream(_ml);
        RowTransformer transformer = component.Fit(_ml);

        IRowToRowMapper mapper = transformer.GetRowToRowMapper(source.Schema);

        Assert.Same(source.Schema, mapper.InputSchema);
        Assert.Equal(ViewRows.Of(transformer.Transform(source)), ViewRows.Mapped(mapper, source));
    }

    [Theory, MemberData(nameof(ComponentCases.RowToRow), MemberType = typeof(ComponentCases))]
    public void A_prediction_engine_gives_its_nth_example_the_values_of_the_nth_row(string name)
    {
        ComponentCase component = ComponentCases.Get(name);
        RowTransformer transformer = component.Fit(_ml);
        string[] expected = component.Mapped(_ml, transformer);

        Assert.Equal(expected, component.Predicted(_ml, transformer));
        Assert.Equal(expected, component.Predicted(_ml, Loaded(transformer, component.Data(_ml).Schema)));
    }

    [Theory, MemberData(nameof(ComponentCases.All), MemberType = typeof(ComponentCases))]
    public void An_option_that_this_version_does_not_know_is_refused_by_name(string name)
    {
        byte[] zip = Zips.Save(_ml, ComponentCases.Get(name).Fit(_ml), null);

        // Options are a JSON object; its first member is pushed aside.
        string members = Zips.Read(zip, "Options.json").TrimStart()[1..];
        InvalidDataException complaint = Zips.Complaint(_ml, Zips.Replace(zip, "Options.json", members, "\"NoSuchOption\": 1," + members));

        Assert.Contains("options that this version of MlNetSeq2Seq does not understand", complaint.Message, StringComparison.Ordinal);
        Assert.Contains("NoSuchOption", complaint.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(ComponentCases.All), MemberType = typeof(ComponentCases))]
    public void A_number_in_a_zip_that_the_component_cannot_use_is_told_with_its_name(string name)
    {
        RowTransformer saved = ComponentCases.Get(name).Fit(_ml);
        byte[] zip = Zips.Save(_ml, saved, null);

        // Every number that stands alone; a seed may well be negative.
        string[] numbers = [.. System.Text.RegularExpressions.Regex.Matches(Zips.Read(zip, "Options.json"), @"""\w+"": -?[0-9][0-9.eE+-]*").Select(match => match.Value).Distinct()];
        IEnumerable<InvalidDataException> complaints = numbers
            .Select(number => Zips.Replace(zip, "Options.json", number, number[..number.IndexOf(':', StringComparison.Ordinal)] + ": -7"))
            .Where(changed => Record.Exception(() => Zips.Load(_ml, changed)) is not null)
            .Select(changed => Zips.Complaint(_ml, changed));

        Assert.All(complaints, complaint => Assert.StartsWith($"The model's component '{saved.Component.Name}' has options that ", complaint.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_rate_above_one_in_a_zip_is_told_in_one_sentence()
    {
        byte[] zip = Zips.Save(_ml, ComponentCases.Get("delete-tokens").Fit(_ml), null);
        string rate = System.Text.RegularExpressions.Regex.Match(Zips.Read(zip, "Options.json"), @"""DeletionRatio"": [0-9.]+").Value;

        Assert.StartsWith(
            "The model's component 'delete-tokens' has options that do not hold together: ",
            Zips.Complaint(_ml, Zips.Replace(zip, "Options.json", rate, "\"DeletionRatio\": 1.5")).Message,
            StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(ComponentCases.All), MemberType = typeof(ComponentCases))]
    public void A_component_that_this_version_does_not_know_is_refused_by_name(string name)
    {
        InvalidDataException complaint = Zips.Complaint(_ml, SavedAs(name, _ => new ComponentAttribute("no-such-component", 3)));

        Assert.StartsWith(
            "The model holds component 'no-such-component' of version 3, which this version of MlNetSeq2Seq does not know;",
            complaint.Message,
            StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(ComponentCases.All), MemberType = typeof(ComponentCases))]
    public void A_newer_version_of_a_component_is_refused_by_name_and_version(string name)
    {
        ComponentAttribute known = ComponentCases.Get(name).Fit(_ml).Component;

        InvalidDataException complaint = Zips.Complaint(_ml, SavedAs(name, _ => new ComponentAttribute(known.Name, known.Version + 1)));

        Assert.StartsWith(
            $"The model holds component '{known.Name}' of version {known.Version + 1}, which", complaint.Message, StringComparison.Ordinal);
    }

    private void AssertRefusedAlike(string name, IDataView data, params string[] parts)
    {
        ComponentCase component = ComponentCases.Get(name);
        RowTransformer transformer = component.Fit(_ml);
        ITransformer loaded = Loaded(transformer, component.Data(_ml).Schema);
        Action[] ways =
        [
            () => component.Estimator.GetOutputSchema(ShapeOf(data.Schema)),
            () => component.Estimator.Fit(data),
            () => transformer.GetOutputSchema(data.Schema),
            () => transformer.Transform(data),
            () => loaded.GetOutputSchema(data.Schema),
            () => loaded.Transform(data),
        ];

        string message = Assert.Single(ways.Select(way => Assert.Throws<ArgumentOutOfRangeException>(way).Message).Distinct());
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private ITransformer Loaded(RowTransformer transformer, DataViewSchema schema) =>
        Zips.Load(_ml, Zips.Save(_ml, transformer, schema));

    private byte[] SavedAs(string name, Func<ComponentAttribute, ComponentAttribute> change)
    {
        ComponentCase component = ComponentCases.Get(name);
        RowTransformer transformer = component.Fit(_ml);
        var changed = new RowTransformer(transformer.Columns, transformer.Bind, component.Options, change(transformer.Component));
        return Zips.Save(_ml, changed, null);
    }

    // What ML.NET itself says of a schema; it keeps the method to itself.
    private static SchemaShape ShapeOf(DataViewSchema schema) =>
        (SchemaShape)typeof(SchemaShape).GetMethod("Create", BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, [schema])!;

    private static IEnumerable<string> Describe(SchemaShape shape) =>
        shape.Select(c =>
            $"{c.Name}: {c.Kind} of {c.ItemType}, key {c.IsKey}, annotations {string.Join(' ', c.Annotations.Select(a => a.Name))}");

    private sealed class Nothing;

    private sealed class WithVector
    {
        [VectorType(3)]
        public float[]? Vector { get; set; }
    }
}
