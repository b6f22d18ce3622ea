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
        Assert.StartsWith("Sample 1 has 3 ids, but 1 labels; 3 are wanted.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lets_nobody_look_beyond_its_document()
    {
        var packed = new CausalSample([5, 6, 7], [6, No, No]) { DocumentIds = [0, 0, 1], PositionIds = [0, 1, 0] };
        PaddedBatch batch = PaddedBatch.Of([packed], paddingId: 0, lengthMultiple: 4);
        bool[] wanted =
        [
            true, false, false, false,
            true, true, false, false,
            false, false, true, false,
            false, false, false, false,
        ];
        Assert.Equal(wanted, batch.AttentionMatrix());
        Assert.Equal([0, 0, 1, PaddedBatch.PaddingDocument], batch.DocumentIds!);
        Assert.Equal([0, 1, 0, 0], batch.PositionIds!);
    }

    [Fact]
    public void Fills_the_decoder_s_side_up_on_its_own()
    {
        PaddedBatch batch = PaddedBatch.Of([new Seq2SeqSample([2, 7, 8, 3], [3, 9], [9, 3]), new Seq2SeqSample([2, 3], [3, 9, 9], [9, No, 3])], paddingId: 1);
        Assert.Equal([2, 7, 8, 3, 2, 3, 1, 1], batch.Ids);
        Assert.Equal([3, 9, 1, 3, 9, 9], batch.DecoderIds!);
        Assert.Equal((4, 3, 11), (batch.Length, batch.DecoderLength, batch.TokenCount));
        Assert.Equal([2, 3], batch.DecoderLengths);
        Assert.Equal([9, 3, No, 9, No, 3], batch.Labels);
        Assert.Equal([0, 1, 3, 5], batch.LabelPositions);
    }

    [Fact]
    public void Keeps_the_classes_of_rows()
    {
        var masked = new MaskedSample([2, 7, 3], [0, 0, 0], [No, 6, No]);
        Assert.Equal([1, No], PaddedBatch.Of([masked with { SequenceLabel = 1 }, masked], paddingId: 0).SequenceLabels);
    }

    [Fact]
    public void Refuses_samples_of_different_kinds()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => PaddedBatch.Of([Short, new Seq2SeqSample([2, 3], [3], [9])], paddingId: 0));
        Assert.Contains("Samples 0 and 1 are of different kinds", exception.Message, StringComparison.Ordinal);
    }
}
