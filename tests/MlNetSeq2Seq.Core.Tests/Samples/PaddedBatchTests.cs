using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Tests.Samples;

public sealed class PaddedBatchTests
{
    private const int No = Labels.Ignore;

    private static readonly PrefixSample Short = new(
        [2, 7, 3], [4, 4, 5], [No, No, 3], new AttentionShape(AttentionKind.SequenceToSequence, 3, 2));

    private static readonly PrefixSample Long = new(
        [2, 8, 3, 9, 3], [4, 4, 4, 5, 5], [No, No, No, 6, 3], new AttentionShape(AttentionKind.SequenceToSequence, 5, 3))
    {
        LabelWeights = [0, 0, 0, 0.5f, 2],
    };

    [Fact]
    public void Fills_shorter_rows_up()
    {
        PaddedBatch batch = PaddedBatch.Of([Short, Long], paddingId: 0);
        Assert.Equal((2, 5, 8), (batch.Rows, batch.Length, batch.TokenCount));
        Assert.Equal([2, 7, 3, 0, 0, 2, 8, 3, 9, 3], batch.Ids);
        Assert.Equal([4, 4, 5, 0, 0, 4, 4, 4, 5, 5], batch.Segments);
        Assert.Equal([No, No, 3, No, No, No, No, No, 6, 3], batch.Labels);
    }

    [Fact]
    public void Lists_the_labelled_positions()
    {
        PaddedBatch batch = PaddedBatch.Of([Short, Long], paddingId: 0);
        Assert.Equal([2, 8, 9], batch.LabelPositions);
        Assert.Equal([3, 6, 3], batch.LabelIds);
        Assert.Equal([1, 0.5f, 2], batch.LabelWeights);
    }

    [Fact]
    public void Rounds_the_length_up() => Assert.Equal(8, PaddedBatch.Of([Short, Long], paddingId: 0, lengthMultiple: 4).Length);

    [Fact]
    public void Keeps_each_row_s_attention()
    {
        PaddedBatch batch = PaddedBatch.Of([Short, Long], paddingId: 0);
        Assert.Equal([.. Short.Attention.ToMatrix(5), .. Long.Attention.ToMatrix(5)], batch.AttentionMatrix());
    }

    [Fact]
    public void Refuses_no_samples() => Assert.Throws<ArgumentException>(() => PaddedBatch.Of([], paddingId: 0));

    [Fact]
    public void Refuses_a_sample_whose_arrays_differ()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => PaddedBatch.Of([Long, Short with { Labels = [1] }], paddingId: 0));
        Assert.Equal("Sample 1 has 3 ids, but 3 segments, 1 labels, 3 weights and attention over 3.", exception.Message);
    }
}
