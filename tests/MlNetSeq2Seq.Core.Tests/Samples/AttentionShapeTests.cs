using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Tests.Samples;

public sealed class AttentionShapeTests
{
    // [CLS] a [SEP] b c [SEP] for two of them, [CLS] a b c [SEP] for the others; one more place is padding.
    [Theory]
    [InlineData(AttentionKind.Bidirectional, 6, 3, "1111110 1111110 1111110 1111110 1111110 1111110 0000000")]
    [InlineData(AttentionKind.LeftToRight, 5, 2, "1000000 1100000 1110000 1111000 1111100 0000000 0000000")]
    [InlineData(AttentionKind.RightToLeft, 5, 2, "1111100 0111100 0011100 0001100 0000100 0000000 0000000")]
    [InlineData(AttentionKind.SequenceToSequence, 6, 3, "1110000 1110000 1110000 1111000 1111100 1111110 1110000")]
    public void Allows_what_the_kind_allows(AttentionKind kind, int length, int sourceLength, string expected)
    {
        AttentionShape shape = new(kind, length, sourceLength);
        Assert.Equal(expected, Text(shape.ToMatrix(7), 7));
    }

    [Theory]
    [InlineData(AttentionKind.Bidirectional)]
    [InlineData(AttentionKind.LeftToRight)]
    [InlineData(AttentionKind.RightToLeft)]
    [InlineData(AttentionKind.SequenceToSequence)]
    public void Matrix_says_the_same_as_single_questions(AttentionKind kind)
    {
        AttentionShape shape = new(kind, Length: 8, SourceLength: 3);
        bool[] asked = [.. from query in Enumerable.Range(0, 10) from key in Enumerable.Range(0, 10) select shape.Allows(query, key)];
        Assert.Equal(asked, shape.ToMatrix(10));
    }

    [Theory]
    [InlineData(AttentionKind.Bidirectional)]
    [InlineData(AttentionKind.LeftToRight)]
    [InlineData(AttentionKind.RightToLeft)]
    [InlineData(AttentionKind.SequenceToSequence)]
    public void Nobody_looks_at_padding(AttentionKind kind)
    {
        AttentionShape shape = new(kind, Length: 5, SourceLength: 2);
        Assert.DoesNotContain(
            true, from query in Enumerable.Range(0, 9) from key in Enumerable.Range(5, 4) select shape.Allows(query, key));
    }

    [Fact]
    public void Written_into_used_memory_leaves_nothing_of_it()
    {
        bool[] used = new bool[9];
        Array.Fill(used, true);
        new AttentionShape(AttentionKind.LeftToRight, 2, 1).WriteTo(used, 3);
        Assert.Equal("100 110 000", Text(used, 3));
    }

    [Fact]
    public void Refuses_a_matrix_that_is_too_small()
    {
        AttentionShape shape = new(AttentionKind.LeftToRight, 5, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => shape.ToMatrix(4));
        ArgumentException exception = Assert.Throws<ArgumentException>(() => shape.WriteTo(new bool[30], 6));
        Assert.StartsWith("A mask of 6 tokens has 36 elements, but there is room for 30.", exception.Message, StringComparison.Ordinal);
    }

    private static string Text(bool[] matrix, int size) =>
        string.Join(' ', matrix.Chunk(size).Select(row => string.Concat(row.Select(allowed => allowed ? '1' : '0'))));
}
