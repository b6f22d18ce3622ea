using Microsoft.Data.Analysis;

namespace Packages.Tests.DataAnalysis;

public class StringColumnTests
{
    private static StringDataFrameColumn Titles() => new("title", new[] { "茶", null!, "", "茶" });

    [Fact]
    public void Empty_text_is_not_null()
    {
        StringDataFrameColumn column = Titles();

        Assert.Equal(4, column.Length);
        Assert.Equal(1, column.NullCount);
        Assert.Equal(typeof(string), column.DataType);
    }

    [Fact]
    public void The_number_of_nulls_follows_what_is_written()
    {
        StringDataFrameColumn column = Titles();

        column[1] = "书";
        column[2] = null;
        column[3] = null;
        column.Append(null);

        Assert.Equal(new[] { "茶", "书", null, null, null }, column);
        Assert.Equal(3, column.NullCount);
    }

    [Fact]
    public void A_column_of_a_given_length_begins_with_nulls()
    {
        Assert.Equal(2, new StringDataFrameColumn("title", 2).NullCount);
    }

    [Fact]
    public void Seen_as_a_plain_column_it_takes_text_only()
    {
        DataFrameColumn column = Titles();

        Assert.Throws<ArgumentException>(() => column[0] = 1);
    }

    [Fact]
    public void A_row_behind_the_end_is_an_error()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Titles()[4]);
    }

    [Fact]
    public void A_range_ends_with_the_column()
    {
        Assert.Equal(new[] { "", "茶" }, Titles()[2, 9]);
    }

    [Fact]
    public void Comparing_marks_rows()
    {
        StringDataFrameColumn column = Titles();

        Assert.Equal(new bool?[] { true, false, false, true }, column.ElementwiseEquals("茶"));
        Assert.Equal(new bool?[] { false, true, true, false }, column.ElementwiseNotEquals("茶"));
        Assert.Equal(new bool?[] { false, true, false, false }, column.ElementwiseIsNull());
        Assert.Equal(new bool?[] { true, false, true, true }, column.ElementwiseIsNotNull());
    }

    [Fact]
    public void Two_columns_are_compared_row_by_row()
    {
        DataFrameColumn column = new StringDataFrameColumn("title", new[] { "茶", "书" });

        Assert.Equal(new bool?[] { true, false }, column.ElementwiseEquals(new StringDataFrameColumn("other", new[] { "茶", "笔" })));
    }

    [Theory]
    [InlineData(true, true, new[] { "a", "b", "c", null })]
    [InlineData(false, true, new[] { "c", "b", "a", null })]
    [InlineData(true, false, new[] { null, "a", "b", "c" })]
    public void Sorting_puts_nulls_where_told(bool ascending, bool nullsLast, string?[] expected)
    {
        StringDataFrameColumn column = new("key", new[] { "b", null!, "c", "a" });

        Assert.Equal(expected, column.Sort(ascending, nullsLast));
    }

    [Fact]
    public void Nulls_are_filled_or_dropped()
    {
        Assert.Equal(new[] { "茶", "-", "", "茶" }, Titles().FillNulls("-"));
        Assert.Equal(new[] { "茶", "", "茶" }, Titles().DropNulls());
    }

    [Fact]
    public void A_function_is_applied_to_what_is_not_null()
    {
        Assert.Equal(new[] { "茶!", null, "!", "茶!" }, Titles().Apply(title => title + "!"));
    }

    [Fact]
    public void Text_is_nothing_to_describe()
    {
        Assert.False(Titles().HasDescription());
        Assert.False(Titles().IsNumericColumn());
    }
}
