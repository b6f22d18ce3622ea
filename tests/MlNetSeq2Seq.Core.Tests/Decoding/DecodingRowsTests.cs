using MlNetSeq2Seq.Decoding;

namespace MlNetSeq2Seq.Tests.Decoding;

public sealed class DecodingRowsTests
{
    [Fact]
    public void Rows_keep_prefix_and_text_however_they_are_reordered()
    {
        TableSession session = new(10, 2, (_, _) => new float[10]) { Prefixes = [[7, 8, 9], [6]] };
        DecodingRows rows = new(session, endId: 0);
        rows.Step();
        rows.Continue([0, 0, 1], [1, 2, 3]);
        rows.Step();
        rows.Continue([2, 0], [4, 5]);
        Assert.Equal([3, 4], rows.Written(0).ToArray());
        Assert.Equal([1, 5], rows.Written(1).ToArray());
        Assert.Equal([6, 3, 4], rows.Context(0).Tokens.ToArray());
        Assert.Equal([7, 8, 9, 1, 5], rows.Context(1).Tokens.ToArray());
        Assert.Equal((1, 3), (rows.Context(0).PrefixLength, rows.Context(1).PrefixLength));
        Assert.Equal((1, 0), (rows.Context(0).Source, rows.SourceOf(1)));
    }

    [Fact]
    public void Long_texts_fit()
    {
        TableSession session = new(3, 1, (_, _) => [0, 1, 0]);
        DecodingRows rows = new(session, endId: 0);
        foreach (int token in Enumerable.Range(0, 300))
        {
            rows.Step();
            rows.Continue([0], [token % 3]);
        }

        Assert.Equal(Enumerable.Range(0, 300).Select(token => token % 3), rows.Written(0).ToArray());
        Assert.Equal(0, session.Reorders);
    }

    [Fact]
    public void Reordering_waits_for_a_step()
    {
        TableSession session = TableSession.Drawn(3, 2, 1);
        DecodingRows rows = new(session, endId: 0);
        rows.Step();
        rows.Continue([1], [2]);
        Assert.Equal(0, session.Reorders);
        rows.Step();
        Assert.Equal(1, session.Reorders);
    }
}
