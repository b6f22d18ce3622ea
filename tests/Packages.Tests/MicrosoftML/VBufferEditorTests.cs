using Microsoft.ML.Data;

namespace Packages.Tests.MicrosoftML;

/// <summary>Getters edit the buffer that they are handed: its arrays are kept where they are large enough.</summary>
public class VBufferEditorTests
{
    [Fact]
    public void Editor_of_an_empty_buffer_makes_arrays()
    {
        VBuffer<int> buffer = default;

        VBufferEditor<int> editor = VBufferEditor.Create(ref buffer, 5, 2);

        Assert.True(editor.CreatedNewValues);
        Assert.True(editor.CreatedNewIndices);
        Assert.Equal(2, editor.Values.Length);
        Assert.Equal(2, editor.Indices.Length);
    }

    [Fact]
    public void Dense_editor_has_no_indices()
    {
        VBuffer<int> buffer = default;

        VBufferEditor<int> editor = VBufferEditor.Create(ref buffer, 3);

        Assert.Equal(3, editor.Values.Length);
        Assert.True(editor.Indices.IsEmpty);
        Assert.False(editor.CreatedNewIndices);
    }

    [Fact]
    public void Editor_writes_into_an_array_that_is_large_enough()
    {
        int[] values = [1, 2, 3, 4];
        var buffer = new VBuffer<int>(4, values);

        VBufferEditor<int> editor = VBufferEditor.Create(ref buffer, 3);
        editor.Values[0] = 10;
        buffer = editor.Commit();

        Assert.False(editor.CreatedNewValues);
        Assert.Equal([10, 2, 3, 4], values);
        Assert.Equal([10, 2, 3], buffer.GetValues().ToArray());
    }

    [Fact]
    public void Arrays_survive_a_row_that_needs_less()
    {
        VBuffer<int> buffer = default;
        buffer = VBufferEditor.Create(ref buffer, 100).Commit();
        buffer = VBufferEditor.Create(ref buffer, 1).Commit();
        buffer = VBufferEditor.Create(ref buffer, 0).Commit();

        Assert.False(VBufferEditor.Create(ref buffer, 100).CreatedNewValues);
    }

    [Fact]
    public void Index_array_survives_a_dense_row()
    {
        VBuffer<int> buffer = default;
        VBufferEditor<int> sparse = VBufferEditor.Create(ref buffer, 10, 3);
        sparse.Indices[1] = 1;
        sparse.Indices[2] = 2;
        buffer = sparse.Commit();
        buffer = VBufferEditor.Create(ref buffer, 4).Commit();

        Assert.False(VBufferEditor.Create(ref buffer, 10, 3).CreatedNewIndices);
    }

    [Theory]
    [InlineData(1, 4)] // never less than four
    [InlineData(5, 8)] // doubled
    [InlineData(9, 9)] // what is needed where doubling does not reach
    public void Array_grows_by_doubling(int needed, int capacity)
    {
        VBuffer<int> buffer = needed == 1 ? default : new VBuffer<int>(4, new int[4]);
        buffer = VBufferEditor.Create(ref buffer, needed).Commit();

        Assert.False(VBufferEditor.Create(ref buffer, capacity).CreatedNewValues);
        Assert.True(VBufferEditor.Create(ref buffer, capacity + 1).CreatedNewValues);
    }

    [Fact]
    public void Capacity_is_limited_on_demand()
    {
        var buffer = new VBuffer<int>(4, new int[4]);
        buffer = VBufferEditor.Create(ref buffer, 5, maxValuesCapacity: 6).Commit();

        Assert.False(VBufferEditor.Create(ref buffer, 6).CreatedNewValues);
        Assert.True(VBufferEditor.Create(ref buffer, 7).CreatedNewValues);
        Assert.Throws<ArgumentOutOfRangeException>(() => VBufferEditor.Create(ref buffer, 8, maxValuesCapacity: 7).Commit());
    }

    [Fact]
    public void Old_values_are_kept_on_demand()
    {
        var buffer = new VBuffer<int>(2, [1, 2]);

        VBufferEditor<int> editor = VBufferEditor.Create(ref buffer, 3, keepOldOnResize: true);

        Assert.True(editor.CreatedNewValues);
        Assert.Equal([1, 2, 0], editor.Values.ToArray());
    }

    [Fact]
    public void New_array_is_zeroed_unless_old_values_are_kept()
    {
        var buffer = new VBuffer<int>(2, [1, 2]);

        VBufferEditor<int> editor = VBufferEditor.Create(ref buffer, 3);

        Assert.Equal([0, 0, 0], editor.Values.ToArray());
    }

    [Fact]
    public void Kept_array_still_holds_old_values()
    {
        var buffer = new VBuffer<int>(3, [1, 2, 3]);

        VBufferEditor<int> editor = VBufferEditor.Create(ref buffer, 2);

        Assert.Equal([1, 2], editor.Values.ToArray());
    }

    [Fact]
    public void Truncating_makes_a_sparse_vector_of_the_same_length()
    {
        VBuffer<int> buffer = default;
        VBufferEditor<int> editor = VBufferEditor.Create(ref buffer, 6, 4);
        editor.Values[0] = 3;
        editor.Values[1] = 5;
        editor.Indices[0] = 2;
        editor.Indices[1] = 4;
        buffer = editor.CommitTruncated(2);

        Assert.Equal(6, buffer.Length);
        Assert.Equal([0, 0, 3, 0, 5, 0], buffer.DenseValues());
    }

    [Fact]
    public void Dense_editor_can_be_truncated_if_it_was_given_indices()
    {
        VBuffer<int> buffer = default;
        VBufferEditor<int> editor = VBufferEditor.Create(ref buffer, 3, requireIndicesOnDense: true);
        editor.Values[0] = 7;
        editor.Indices[0] = 1;
        buffer = editor.CommitTruncated(1);

        Assert.False(buffer.IsDense);
        Assert.Equal([0, 7, 0], buffer.DenseValues());
    }

    [Fact]
    public void Truncating_to_nothing_makes_a_vector_of_zeros()
    {
        VBuffer<int> buffer = default;
        buffer = VBufferEditor.Create(ref buffer, 3, 2).CommitTruncated(0);

        Assert.Equal([0, 0, 0], buffer.DenseValues());
    }

    [Fact]
    public void Truncating_cannot_add_values()
    {
        VBuffer<int> buffer = default;

        Assert.Throws<ArgumentOutOfRangeException>(() => VBufferEditor.Create(ref buffer, 6, 2).CommitTruncated(3));
    }

    [Fact]
    public void Editor_of_a_buffer_as_it_is_changes_it_in_place()
    {
        int[] values = [3, 5];
        var buffer = new VBuffer<int>(6, 2, values, [2, 4]);

        VBufferEditor<int> editor = VBufferEditor.CreateFromBuffer(ref buffer);
        editor.Values[0] = 30;
        buffer = editor.Commit();

        Assert.False(editor.CreatedNewValues);
        Assert.Equal([2, 4], editor.Indices.ToArray());
        Assert.Equal([30, 5], values);
        Assert.Equal([0, 0, 30, 0, 5, 0], buffer.DenseValues());
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(3, -1)]
    [InlineData(3, 4)]
    public void Sizes_that_do_not_fit_are_refused(int length, int? count)
    {
        VBuffer<int> buffer = default;

        Assert.Throws<ArgumentOutOfRangeException>(() => VBufferEditor.Create(ref buffer, length, count).Commit());
    }
}
