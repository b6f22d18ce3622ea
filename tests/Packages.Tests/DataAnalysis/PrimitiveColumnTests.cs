using Microsoft.Data.Analysis;

namespace Packages.Tests.DataAnalysis;

public class PrimitiveColumnTests
{
    private static SingleDataFrameColumn Losses() => new("loss", new float?[] { 2.5f, null, 1.5f, 3.5f });

    [Fact]
    public void Counts_its_values_and_its_nulls()
    {
        SingleDataFrameColumn column = Losses();

        Assert.Equal("loss", column.Name);
        Assert.Equal(typeof(float), column.DataType);
        Assert.Equal(4, column.Length);
        Assert.Equal(1, column.NullCount);
        Assert.False(column.IsValid(1));
        Assert.True(column.IsValid(2));
    }

    [Fact]
    public void A_column_of_a_given_length_begins_with_nulls()
    {
        Int32DataFrameColumn column = new("step", 3);

        Assert.Equal(3, column.NullCount);
        Assert.Equal(new int?[] { null, null, null }, column);
    }

    [Fact]
    public void Values_are_read_and_written_by_row()
    {
        DoubleDataFrameColumn column = new("rate", 2);

        column[0] = 0.5;
        column[1] = null;

        Assert.Equal(0.5, column[0]);
        Assert.Null(column[1]);
        Assert.Equal(1, column.NullCount);
    }

    [Fact]
    public void Seen_as_a_plain_column_it_takes_its_own_type_only()
    {
        DataFrameColumn column = new Int64DataFrameColumn("tokens", new long[] { 1, 2 });

        column[0] = 7L;

        Assert.Equal(7L, column[0]);
        Assert.Throws<ArgumentException>(() => column[1] = 7);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_row_behind_the_end_is_an_error(long row)
    {
        Int32DataFrameColumn column = new("step", new[] { 1, 2 });

        Assert.Throws<ArgumentOutOfRangeException>(() => column[row]);
    }

    [Fact]
    public void A_range_ends_with_the_column()
    {
        Int32DataFrameColumn column = new("step", new[] { 1, 2, 3 });

        Assert.Equal(new int?[] { 2, 3 }, column[1, 5]);
    }

    [Fact]
    public void Values_are_appended_with_nulls_among_them()
    {
        BooleanDataFrameColumn column = new("kept");

        column.Append(true);
        column.Append(null);
        column.AppendMany(false, 2);

        Assert.Equal(new bool?[] { true, null, false, false }, column);
        Assert.Equal(1, column.NullCount);
    }

    [Fact]
    public void Create_infers_the_type_of_the_column()
    {
        Assert.IsType<PrimitiveDataFrameColumn<int>>(DataFrameColumn.Create("step", new[] { 1 }));
        Assert.IsType<PrimitiveDataFrameColumn<int>>(DataFrameColumn.Create("step", new int?[] { 1, null }));
        Assert.IsType<StringDataFrameColumn>(DataFrameColumn.Create("text", new[] { "a" }));
    }

    [Fact]
    public void Statistics_leave_nulls_out()
    {
        SingleDataFrameColumn column = Losses();

        Assert.Equal(7.5f, column.Sum());
        Assert.Equal(3.5f, column.Max());
        Assert.Equal(1.5f, column.Min());
        Assert.Equal(2.5, column.Mean());
        Assert.Equal(2.5, column.Median());
    }

    [Fact]
    public void Statistics_of_nothing_are_null_but_the_mean_is_zero()
    {
        DoubleDataFrameColumn column = new("loss");

        Assert.Null(column.Sum());
        Assert.Null(column.Max());
        Assert.Null(column.Min());
        Assert.Equal(0, column.Mean());
    }

    [Fact]
    public void The_sum_has_the_type_of_the_column()
    {
        Assert.IsType<int>(new Int32DataFrameColumn("n", new[] { 1, 2 }).Sum());
        Assert.IsType<long>(new Int64DataFrameColumn("n", new[] { 1L, 2L }).Sum());
        Assert.IsType<float>(new SingleDataFrameColumn("n", new[] { 1f, 2f }).Sum());
        Assert.IsType<double>(new DoubleDataFrameColumn("n", new[] { 1d, 2d }).Sum());
    }

    [Fact]
    public void An_even_number_of_values_has_the_mean_of_the_middle_two_as_median()
    {
        Assert.Equal(2.5, new Int32DataFrameColumn("n", new[] { 4, 1, 3, 2 }).Median());
    }

    [Fact]
    public void Truth_values_have_no_sum()
    {
        Assert.Throws<NotSupportedException>(() => new BooleanDataFrameColumn("kept", new[] { true }).Sum());
    }

    [Fact]
    public void All_and_any_look_at_every_row()
    {
        BooleanDataFrameColumn column = new("kept", new[] { true, false });

        Assert.False(column.All());
        Assert.True(column.Any());
    }

    [Fact]
    public void Comparing_with_a_number_marks_rows()
    {
        Int32DataFrameColumn column = new("step", new[] { 1, 2, 3 });

        Assert.Equal(new bool?[] { false, true, false }, column.ElementwiseEquals(2));
        Assert.Equal(new bool?[] { true, false, true }, column.ElementwiseNotEquals(2));
        Assert.Equal(new bool?[] { false, false, true }, column.ElementwiseGreaterThan(2));
        Assert.Equal(new bool?[] { false, true, true }, column.ElementwiseGreaterThanOrEqual(2));
        Assert.Equal(new bool?[] { true, false, false }, column.ElementwiseLessThan(2));
        Assert.Equal(new bool?[] { true, true, false }, column.ElementwiseLessThanOrEqual(2));
    }

    [Fact]
    public void Numbers_of_different_types_can_be_compared()
    {
        DataFrameColumn column = new Int32DataFrameColumn("step", new[] { 1, 2, 3 });

        Assert.Equal(new bool?[] { false, true, true }, column.ElementwiseGreaterThan(1.5));
        DoubleDataFrameColumn limits = new("limits", new[] { 1.5, 2.5, 2.5 });
        Assert.Equal(new bool?[] { false, false, true }, column.ElementwiseGreaterThan(limits));
    }

    [Fact]
    public void Columns_of_other_lengths_cannot_be_compared()
    {
        DataFrameColumn column = new Int32DataFrameColumn("step", new[] { 1, 2, 3 });

        Assert.Throws<ArgumentException>(() => column.ElementwiseEquals(new Int32DataFrameColumn("other", new[] { 1 })));
    }

    [Fact]
    public void Nulls_can_be_marked()
    {
        SingleDataFrameColumn column = Losses();

        Assert.Equal(new bool?[] { false, true, false, false }, column.ElementwiseIsNull());
        Assert.Equal(new bool?[] { true, false, true, true }, column.ElementwiseIsNotNull());
    }

    [Fact]
    public void Marks_are_combined()
    {
        BooleanDataFrameColumn left = new("left", new[] { true, true, false, false });
        BooleanDataFrameColumn right = new("right", new[] { true, false, true, false });

        Assert.Equal(new bool?[] { true, false, false, false }, left.And(right));
        Assert.Equal(new bool?[] { true, true, true, false }, left.Or(right));
        Assert.Equal(new bool?[] { false, true, true, false }, left.Xor(right));
        Assert.Equal(new bool?[] { false, false, true, true }, left.Xor(true));
    }

    [Fact]
    public void Arithmetic_gives_a_new_column()
    {
        SingleDataFrameColumn column = new("loss", new[] { 1f, 2f });

        Assert.Equal(new float?[] { 1.5f, 2.5f }, column.Add(0.5f));
        Assert.Equal(new float?[] { 0.5f, 1.5f }, column.Subtract(0.5f));
        Assert.Equal(new float?[] { 3f, 6f }, column.Multiply(3f));
        Assert.Equal(new float?[] { 0.5f, 1f }, column.Divide(2f));
        Assert.Equal(new float?[] { 1f, 2f }, column);
    }

    [Fact]
    public void Arithmetic_in_place_changes_the_column()
    {
        Int32DataFrameColumn column = new("step", new[] { 1, 2 });

        column.Add(10, inPlace: true);

        Assert.Equal(new int?[] { 11, 12 }, column);
    }

    [Fact]
    public void A_null_on_either_side_gives_a_null()
    {
        Int32DataFrameColumn left = new("left", new int?[] { 6, null, 6 });
        Int32DataFrameColumn right = new("right", new int?[] { 2, 2, null });

        Assert.Equal(new int?[] { 8, null, null }, left.Add(right));
        Assert.Equal(new int?[] { 3, null, null }, left.Divide(right));
    }

    [Fact]
    public void Typed_columns_meet_in_the_wider_type()
    {
        Int32DataFrameColumn ints = new("ints", new[] { 1, 2 });

        Assert.IsType<Int64DataFrameColumn>(ints.Multiply(new Int64DataFrameColumn("longs", new[] { 2L, 2L })));
        Assert.IsType<SingleDataFrameColumn>(ints.Add(new SingleDataFrameColumn("floats", new[] { 0.5f, 0.5f })));
        Assert.IsType<DoubleDataFrameColumn>(ints.Add(0.5));
        Assert.IsType<SingleDataFrameColumn>(new SingleDataFrameColumn("floats", new[] { 0.5f }).Divide(2));
    }

    [Fact]
    public void Plain_columns_of_unlike_types_meet_as_double()
    {
        DataFrameColumn ints = new Int32DataFrameColumn("ints", new[] { 1, 2 });
        DataFrameColumn floats = new SingleDataFrameColumn("floats", new[] { 0.5f, 0.5f });

        Assert.Equal(new double?[] { 1.5, 2.5 }, Assert.IsType<DoubleDataFrameColumn>(ints.Add(floats)));
    }

    [Theory]
    [InlineData(true, true, new[] { 1, 2, 3 }, false)]
    [InlineData(false, true, new[] { 3, 2, 1 }, false)]
    [InlineData(true, false, new[] { 1, 2, 3 }, true)]
    [InlineData(false, false, new[] { 3, 2, 1 }, true)]
    public void Sorting_puts_nulls_where_told(bool ascending, bool nullsLast, int[] values, bool nullComesFirst)
    {
        Int32DataFrameColumn column = new("n", new int?[] { 2, null, 3, 1 });
        int?[] sorted = values.Select(value => (int?)value).ToArray();

        Assert.Equal(nullComesFirst ? [null, .. sorted] : [.. sorted, null], column.Sort(ascending, nullsLast));
    }

    [Fact]
    public void A_clone_is_apart_from_the_column_and_has_its_type()
    {
        Int32DataFrameColumn column = new("n", new[] { 1, 2 });

        DataFrameColumn clone = ((DataFrameColumn)column).Clone();
        column[0] = 9;

        Assert.Equal(1, clone[0]);
        Assert.IsType<Int32DataFrameColumn>(clone);
    }

    [Fact]
    public void A_clone_can_pick_rows_and_leave_gaps()
    {
        Int32DataFrameColumn column = new("n", new[] { 10, 20, 30 });

        Assert.Equal(new int?[] { 30, null, 10 }, column.Clone(new Int64DataFrameColumn("rows", new long?[] { 2, null, 0 })));
        Assert.Equal(new int?[] { 10, 20, 30, null }, column.Clone(numberOfNullsToAppend: 1));
    }

    [Fact]
    public void Nulls_are_filled_or_dropped()
    {
        SingleDataFrameColumn column = Losses();

        Assert.Equal(new float?[] { 2.5f, 0f, 1.5f, 3.5f }, column.FillNulls(0f));
        Assert.Equal(new float?[] { 2.5f, 1.5f, 3.5f }, column.DropNulls());
        Assert.Equal(1, column.NullCount);
    }

    [Fact]
    public void A_value_that_fills_nulls_of_a_plain_column_is_converted()
    {
        DataFrameColumn column = Losses();

        Assert.Equal(4f, column.FillNulls(4)[1]);
    }

    [Fact]
    public void A_function_is_applied_to_what_is_not_null()
    {
        Assert.Equal(new float?[] { 5f, null, 3f, 7f }, Losses().Apply(loss => 2 * loss));
    }

    [Fact]
    public void Its_description_counts_values_and_tells_extremes_and_mean()
    {
        DataFrameColumn description = new Int32DataFrameColumn("n", new[] { 1, 2, 6 }).Description();

        Assert.Equal(new float?[] { 3, 6, 1, 3 }, Assert.IsAssignableFrom<PrimitiveDataFrameColumn<float>>(description));
    }
}
