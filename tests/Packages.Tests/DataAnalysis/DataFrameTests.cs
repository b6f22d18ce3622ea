using Microsoft.Data.Analysis;

namespace Packages.Tests.DataAnalysis;

public class DataFrameTests
{
    private static DataFrame Scores() => new(
        new StringDataFrameColumn("query", new[] { "茶", "书", null!, "笔" }),
        new SingleDataFrameColumn("rouge", new float?[] { 0.25f, 0.75f, 0.5f, null }),
        new Int32DataFrameColumn("length", new[] { 9, 7, 8, 6 }));

    [Fact]
    public void Cells_are_read_and_written_by_row_and_column()
    {
        DataFrame frame = Scores();

        frame[0, 2] = 11;
        frame.Rows[1]["rouge"] = 1f;
        frame.Rows[1][2] = 12;

        Assert.Equal("书", frame[1, 0]);
        Assert.Equal(new object[] { "书", 1f, 12 }, frame.Rows[1]);
        Assert.Equal(11, frame.Rows[0]["length"]);
        Assert.Null(frame[3, 1]);
    }

    [Fact]
    public void Rows_are_counted_and_iterated()
    {
        DataFrame frame = Scores();

        Assert.Equal(4, frame.Rows.Count);
        Assert.Equal(new object[] { 9, 7, 8, 6 }, frame.Rows.Select(row => row[2]));
    }

    [Fact]
    public void A_row_names_its_values()
    {
        Assert.Equal(
            new[] { KeyValuePair.Create<string, object>("query", "茶"), new("rouge", 0.25f), new("length", 9) },
            Scores().Rows[0].GetValues());
    }

    [Fact]
    public void A_row_as_text_has_its_values_with_spaces()
    {
        DataFrame frame = new(new StringDataFrameColumn("query", new[] { "茶" }), new Int32DataFrameColumn("length", 1));

        Assert.Equal("茶 null ", frame.Rows[0].ToString());
    }

    [Fact]
    public void Head_and_tail_are_copies_of_rows_at_the_ends()
    {
        DataFrame frame = Scores();

        DataFrame head = frame.Head(2);
        DataFrame tail = frame.Tail(1);
        frame[0, 2] = 0;

        Assert.Equal(new object[] { 9, 7 }, head.Rows.Select(row => row["length"]));
        Assert.Equal(new object[] { 6 }, tail.Rows.Select(row => row["length"]));
    }

    [Fact]
    public void Asking_for_more_rows_than_there_are_is_an_error()
    {
        Assert.ThrowsAny<Exception>(() => Scores().Head(5));
        Assert.ThrowsAny<Exception>(() => Scores().Tail(5));
    }

    [Fact]
    public void An_empty_frame_cannot_be_ordered_but_filtered()
    {
        DataFrame frame = new(new Int32DataFrameColumn("n"), new StringDataFrameColumn("text"));

        Assert.ThrowsAny<Exception>(() => frame.OrderBy("n"));
        Assert.ThrowsAny<Exception>(() => frame.OrderBy("text"));
        Assert.Equal(0, frame.Filter(frame["n"].ElementwiseGreaterThan(0)).Rows.Count);
    }

    [Fact]
    public void A_filter_keeps_the_rows_marked_true()
    {
        DataFrame frame = Scores();

        DataFrame kept = frame.Filter(frame["length"].ElementwiseGreaterThan(6));

        Assert.Equal(new object?[] { "茶", "书", null }, kept.Rows.Select(row => row["query"]));
        Assert.Equal(3, kept.Rows.Count);
    }

    [Fact]
    public void A_null_in_a_filter_leaves_the_row_out()
    {
        DataFrame kept = Scores()[new BooleanDataFrameColumn("kept", new bool?[] { null, true, false, true })];

        Assert.Equal(new object[] { 7, 6 }, kept.Rows.Select(row => row["length"]));
    }

    [Fact]
    public void Row_numbers_choose_rows_in_their_order()
    {
        DataFrame chosen = Scores()[new[] { 2, 0, 2 }];

        Assert.Equal(new object[] { 8, 9, 8 }, chosen.Rows.Select(row => row["length"]));
    }

    [Fact]
    public void Order_by_sorts_whole_rows_and_puts_nulls_last()
    {
        DataFrame sorted = Scores().OrderBy("rouge");

        Assert.Equal(new object?[] { 0.25f, 0.5f, 0.75f, null }, sorted.Rows.Select(row => row["rouge"]));
        Assert.Equal(new object?[] { "茶", null, "书", "笔" }, sorted.Rows.Select(row => row["query"]));
    }

    [Fact]
    public void Order_by_descending_leaves_nulls_last_too()
    {
        DataFrame sorted = Scores().OrderByDescending("rouge");

        Assert.Equal(new object?[] { 0.75f, 0.5f, 0.25f, null }, sorted.Rows.Select(row => row["rouge"]));
    }

    [Fact]
    public void Order_by_can_put_nulls_first()
    {
        DataFrame sorted = Scores().OrderBy("rouge", putNullValuesLast: false);

        Assert.Equal(new object?[] { null, 0.25f, 0.5f, 0.75f }, sorted.Rows.Select(row => row["rouge"]));
    }

    [Fact]
    public void A_clone_shares_nothing()
    {
        DataFrame frame = Scores();

        DataFrame clone = frame.Clone();
        frame[0, 0] = "水";

        Assert.Equal("茶", clone[0, 0]);
    }

    [Fact]
    public void Rows_with_nulls_are_dropped()
    {
        Assert.Equal(new object[] { 9, 7 }, Scores().DropNulls().Rows.Select(row => row["length"]));
        Assert.Equal(4, Scores().DropNulls(DropNullOptions.All).Rows.Count);
    }

    [Fact]
    public void Info_tells_types_and_numbers_of_values()
    {
        DataFrame info = Scores().Info();

        Assert.Equal(new[] { "Info", "query", "rouge", "length" }, info.Columns.Select(column => column.Name));
        Assert.Equal(new object[] { "DataType", "System.String", "System.Single", "System.Int32" }, info.Rows[0]);
        Assert.Equal(new object[] { "Length (excluding null values)", "3", "3", "4" }, info.Rows[1]);
    }

    [Fact]
    public void Description_summarizes_the_columns_of_numbers()
    {
        DataFrame description = Scores().Description();

        Assert.Equal(new[] { "Description", "rouge", "length" }, description.Columns.Select(column => column.Name));
        Assert.Equal(new object[] { "Length (excluding null values)", "Max", "Min", "Mean" }, description.Rows.Select(row => row[0]));
        Assert.Equal(new object[] { 4f, 9f, 6f, 7.5f }, description.Rows.Select(row => row["length"]));
    }

    [Fact]
    public void The_mean_of_a_description_counts_the_rows_with_null()
    {
        Assert.Equal(1.5f / 4, Scores().Description().Rows[3]["rouge"]);
    }

    [Fact]
    public void As_text_it_is_a_table_padded_to_ten_characters()
    {
        DataFrame frame = new(
            new StringDataFrameColumn("name", new[] { "a", null! }),
            new Int32DataFrameColumn("n", new[] { 1, 22 }));

        string[] lines = frame.ToString().Split(Environment.NewLine);

        Assert.Equal("name      n         ", lines[0]);
        Assert.Equal("a         1         ", lines[1]);
        Assert.Equal("null      22        ", lines[2]);
    }

    [Fact]
    public void As_text_the_longest_name_sets_the_width()
    {
        DataFrame frame = new(new Int32DataFrameColumn("twelve chars", new[] { 1 }), new Int32DataFrameColumn("n", new[] { 2 }));

        Assert.Equal("twelve chars n            ", frame.ToString().Split(Environment.NewLine)[0]);
    }

    [Fact]
    public void As_text_it_stops_after_the_rows_to_show()
    {
        DataFrame frame = new(new Int32DataFrameColumn("n", Enumerable.Range(0, 30)));

        Assert.Equal(27, frame.ToString().TrimEnd().Split(Environment.NewLine).Length);
        Assert.EndsWith("... 2 of total 30", frame.ToString(2).TrimEnd(), StringComparison.Ordinal);
    }
}
