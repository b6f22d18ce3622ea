using Microsoft.ML.Data;

namespace Packages.Tests.MicrosoftML;

/// <summary>A dense and a sparse vector hold the same items; only what is stored differs.</summary>
public class VBufferTests
{
    // 0 0 3 0 5 0
    private static VBuffer<int> Sparse() => new(6, 2, [3, 5], [2, 4]);

    // The array is longer than the vector, as it is after reuse.
    private static VBuffer<int> Dense() => new(4, [1, 2, 3, 4, 99]);

    [Fact]
    public void Dense_vector_has_values_and_no_indices()
    {
        VBuffer<int> dense = Dense();

        Assert.True(dense.IsDense);
        Assert.Equal(4, dense.Length);
        Assert.Equal([1, 2, 3, 4], dense.GetValues().ToArray());
        Assert.Empty(dense.GetIndices().ToArray());
        Assert.Equal([1, 2, 3, 4], dense.DenseValues());
    }

    [Fact]
    public void Sparse_vector_has_explicit_values_at_indices()
    {
        VBuffer<int> sparse = Sparse();

        Assert.False(sparse.IsDense);
        Assert.Equal(6, sparse.Length);
        Assert.Equal([3, 5], sparse.GetValues().ToArray());
        Assert.Equal([2, 4], sparse.GetIndices().ToArray());
        Assert.Equal([0, 0, 3, 0, 5, 0], sparse.DenseValues());
    }

    [Fact]
    public void Default_vector_is_empty_and_dense()
    {
        VBuffer<string> empty = default;

        Assert.True(empty.IsDense);
        Assert.Equal(0, empty.Length);
        Assert.Empty(empty.DenseValues());
        Assert.True(empty.GetValues().IsEmpty);
        Assert.True(empty.GetIndices().IsEmpty);
    }

    [Fact]
    public void Constructor_with_as_many_values_as_items_is_dense()
    {
        Assert.True(new VBuffer<int>(2, 2, [1, 2], null).IsDense);
    }

    [Theory]
    [InlineData(-1, 0, 0, 0)] // a negative length
    [InlineData(3, -1, 3, 3)] // a negative count
    [InlineData(3, 4, 4, 4)] // more values than items
    [InlineData(3, 2, 1, 2)] // too few values
    [InlineData(3, 2, 2, 1)] // too few indices
    public void Constructor_refuses_sizes_that_do_not_fit(int length, int count, int values, int indices)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new VBuffer<int>(length, count, new int[values], new int[indices]));
    }

    [Fact]
    public void Dense_constructor_refuses_too_few_values()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new VBuffer<int>(3, [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VBuffer<int>(1, null));
    }

    [Fact]
    public void Items_are_the_explicit_ones_unless_all_are_asked_for()
    {
        Assert.Equal([new(2, 3), new(4, 5)], Sparse().Items());
        Assert.Equal([new(0, 0), new(1, 0), new(2, 3), new(3, 0), new(4, 5), new(5, 0)], Sparse().Items(all: true));
        Assert.Equal([new(0, 1), new(1, 2), new(2, 3), new(3, 4)], Dense().Items());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 3)]
    [InlineData(3, 0)]
    [InlineData(4, 5)]
    [InlineData(5, 0)]
    public void Item_of_a_sparse_vector_is_found_or_default(int index, int expected)
    {
        int found = -1;
        Sparse().GetItemOrDefault(index, ref found);

        Assert.Equal(expected, found);
        Assert.Equal(expected, Sparse().GetItemOrDefault(index));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(6)]
    public void Item_outside_of_the_vector_is_refused(int index)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Sparse().GetItemOrDefault(index));
    }

    [Fact]
    public void Item_of_a_dense_vector_does_not_reach_the_rest_of_its_array()
    {
        Assert.Equal(4, Dense().GetItemOrDefault(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Dense().GetItemOrDefault(4));
    }

    [Fact]
    public void Copy_keeps_the_representation_and_shares_nothing()
    {
        int[] values = [3, 5];
        VBuffer<int> copy = default;
        new VBuffer<int>(6, 2, values, [2, 4]).CopyTo(ref copy);
        values[0] = -1;

        Assert.False(copy.IsDense);
        Assert.Equal([2, 4], copy.GetIndices().ToArray());
        Assert.Equal([3, 5], copy.GetValues().ToArray());
    }

    [Fact]
    public void Copy_reuses_the_arrays_of_its_destination()
    {
        int[] kept = [7, 7, 7, 7, 7];
        var destination = new VBuffer<int>(5, kept);

        Dense().CopyTo(ref destination);

        Assert.Equal([1, 2, 3, 4, 7], kept);
        Assert.Equal(4, destination.Length);
    }

    [Fact]
    public void Dense_copy_of_a_sparse_vector_has_zeros_in_its_gaps()
    {
        var destination = new VBuffer<int>(6, [9, 9, 9, 9, 9, 9]);

        Sparse().CopyToDense(ref destination);

        Assert.True(destination.IsDense);
        Assert.Equal([0, 0, 3, 0, 5, 0], destination.GetValues().ToArray());
    }

    [Theory]
    [InlineData(0, 6, new[] { 0, 0, 3, 0, 5, 0 })]
    [InlineData(1, 4, new[] { 0, 3, 0, 5 })]
    [InlineData(3, 1, new[] { 0 })]
    [InlineData(4, 1, new[] { 5 })]
    [InlineData(6, 0, new int[0])]
    public void Part_of_a_sparse_vector_has_shifted_indices(int start, int length, int[] expected)
    {
        VBuffer<int> part = default;
        Sparse().CopyTo(ref part, start, length);

        Assert.Equal(length, part.Length);
        Assert.Equal(expected, part.DenseValues());
    }

    [Fact]
    public void Part_of_a_sparse_vector_that_is_all_explicit_is_dense()
    {
        VBuffer<int> part = default;
        new VBuffer<int>(6, 2, [3, 5], [2, 3]).CopyTo(ref part, 2, 2);

        Assert.True(part.IsDense);
        Assert.Equal([3, 5], part.GetValues().ToArray());
    }

    [Fact]
    public void Part_of_a_dense_vector_is_dense()
    {
        VBuffer<int> part = default;
        Dense().CopyTo(ref part, 1, 2);

        Assert.True(part.IsDense);
        Assert.Equal([2, 3], part.GetValues().ToArray());
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(5, 2)]
    [InlineData(7, 0)]
    [InlineData(0, -1)]
    public void Part_outside_of_the_vector_is_refused(int start, int length)
    {
        VBuffer<int> part = default;

        Assert.Throws<ArgumentOutOfRangeException>(() => Sparse().CopyTo(ref part, start, length));
    }

    [Fact]
    public void Copy_to_a_span_fills_gaps_with_the_given_value()
    {
        int[] span = [9, 9, 9, 9, 9, 9, 9, 9];

        Sparse().CopyTo(span, 1, -1);

        Assert.Equal([9, -1, -1, 3, -1, 5, -1, 9], span);
    }

    [Fact]
    public void Copy_to_a_span_writes_zeros_by_default()
    {
        int[] span = [9, 9, 9, 9, 9, 9];

        Sparse().CopyTo(span);

        Assert.Equal([0, 0, 3, 0, 5, 0], span);
    }

    [Fact]
    public void Copy_to_a_span_that_is_too_short_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Sparse().CopyTo(new int[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sparse().CopyTo(new int[6], 1));
    }

    [Fact]
    public void Copy_from_an_array_takes_the_asked_part()
    {
        VBuffer<int> destination = default;
        VBuffer<int>.Copy([1, 2, 3, 4], 1, ref destination, 2);

        Assert.True(destination.IsDense);
        Assert.Equal([2, 3], destination.GetValues().ToArray());
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(3, 2)]
    [InlineData(-1, 1)]
    public void Copy_from_an_array_refuses_a_part_that_is_not_there(int start, int length)
    {
        VBuffer<int> destination = default;

        Assert.Throws<ArgumentOutOfRangeException>(() => VBuffer<int>.Copy([1, 2, 3, 4], start, ref destination, length));
    }

    [Fact]
    public void Text_tells_the_representation()
    {
        Assert.Equal("Dense vector of size 4", Dense().ToString());
        Assert.Equal("Sparse vector of size 6, 2 explicit values", Sparse().ToString());
    }
}
