using Microsoft.Data.Analysis;

namespace Packages.Tests.DataAnalysis;

public class ColumnCollectionTests
{
    private static DataFrame History() => new(
        new Int32DataFrameColumn("epoch", new[] { 1, 2, 3 }),
        new SingleDataFrameColumn("loss", new[] { 3f, 2f, 1f }));

    [Fact]
    public void Columns_are_found_by_name_and_by_place()
    {
        DataFrame frame = History();

        Assert.Equal(2, frame.Columns.Count);
        Assert.Same(frame.Columns[1], frame["loss"]);
        Assert.Equal(1, frame.Columns.IndexOf("loss"));
        Assert.Equal(-1, frame.Columns.IndexOf("accuracy"));
    }

    [Fact]
    public void A_name_that_is_not_there_is_an_error()
    {
        Assert.Throws<ArgumentException>(() => History()["accuracy"]);
    }

    [Fact]
    public void Names_tell_upper_from_lower_case()
    {
        Assert.Equal(-1, History().Columns.IndexOf("Loss"));
    }

    [Fact]
    public void Assigning_to_a_new_name_appends_the_column_under_it()
    {
        DataFrame frame = History();

        frame["kept"] = new BooleanDataFrameColumn("any name", new[] { true, false, true });

        Assert.Equal("kept", frame.Columns[2].Name);
    }

    [Fact]
    public void Assigning_to_a_known_name_replaces_the_column()
    {
        DataFrame frame = History();

        frame["loss"] = new DoubleDataFrameColumn("loss", new[] { 0.3, 0.2, 0.1 });

        Assert.Equal(2, frame.Columns.Count);
        Assert.Equal(0.2, frame[1, 1]);
    }

    [Fact]
    public void A_column_of_another_length_is_refused()
    {
        Assert.Throws<ArgumentException>(() => History().Columns.Add(new Int32DataFrameColumn("tokens", new[] { 1 })));
    }

    [Fact]
    public void A_name_can_be_given_once()
    {
        Assert.Throws<ArgumentException>(() => History().Columns.Add(new Int32DataFrameColumn("loss", new[] { 1, 2, 3 })));
    }

    [Fact]
    public void The_first_column_sets_the_number_of_rows()
    {
        DataFrame frame = new();

        frame.Columns.Add(new Int32DataFrameColumn("tokens", new[] { 1, 2 }));

        Assert.Equal(2, frame.Rows.Count);
    }

    [Fact]
    public void Renaming_goes_through_the_collection_or_the_column()
    {
        DataFrame frame = History();

        frame.Columns.RenameColumn("loss", "training loss");
        frame["epoch"].SetName("pass");

        Assert.Equal(new[] { "pass", "training loss" }, frame.Columns.Select(column => column.Name));
        Assert.Equal(0, frame.Columns.IndexOf("pass"));
        Assert.Equal(-1, frame.Columns.IndexOf("epoch"));
    }

    [Fact]
    public void Inserting_and_removing_move_the_others()
    {
        DataFrame frame = History();

        frame.Columns.Insert(0, new[] { 10L, 20L, 30L }, "tokens");
        frame.Columns.Remove("epoch");
        frame.Columns.Remove("not there");

        Assert.Equal(0, frame.Columns.IndexOf("tokens"));
        Assert.Equal(1, frame.Columns.IndexOf("loss"));
    }

    [Fact]
    public void Clearing_leaves_no_rows()
    {
        DataFrame frame = History();

        frame.Columns.Clear();

        Assert.Equal(0, frame.Rows.Count);
        Assert.Equal(-1, frame.Columns.IndexOf("loss"));
    }

    [Fact]
    public void Typed_columns_are_asked_for_by_type()
    {
        DataFrame frame = History();

        Assert.Same(frame["loss"], frame.Columns.GetSingleColumn("loss"));
        Assert.Same(frame["epoch"], frame.Columns.GetPrimitiveColumn<int>("epoch"));
        Assert.Throws<ArgumentException>(() => frame.Columns.GetDoubleColumn("loss"));
        Assert.Throws<ArgumentException>(() => frame.Columns.GetStringColumn("loss"));
    }
}
