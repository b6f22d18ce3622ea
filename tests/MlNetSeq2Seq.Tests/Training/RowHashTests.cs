using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Tests.Training;

public sealed class RowHashTests
{
    private static readonly MaskedSample s_row = new([5, 6, 7], [0, 0, 1], [5, Labels.Ignore, 7]);

    private static readonly Dictionary<string, TrainingSample[]> s_others = new(StringComparer.Ordinal)
    {
        ["another token"] = [s_row with { Ids = [5, 6, 8] }],
        ["another segment"] = [s_row with { Segments = [0, 1, 1] }],
        ["another label"] = [s_row with { Labels = [5, 6, 7] }],
        ["another class"] = [s_row with { SequenceLabel = 1 }],
        ["weights"] = [s_row with { LabelWeights = [1, 1, 0.5f] }],
        ["positions"] = [s_row with { PositionIds = [0, 1, 0] }],
        ["documents"] = [s_row with { DocumentIds = [0, 1, 0] }],
        ["another attention"] = [s_row with { Attention = new AttentionShape(AttentionKind.LeftToRight, 3, 0) }],
        ["one row more"] = [s_row, s_row],
        ["no row"] = [],
    };

    public static TheoryData<string> Others => new(s_others.Keys);

    [Theory]
    [MemberData(nameof(Others))]
    public void Rows_that_differ_have_another_hash(string difference) => Assert.NotEqual(Hash(s_row), Hash(s_others[difference]));

    [Fact]
    public void Equal_rows_have_one_hash_and_their_order_counts()
    {
        TrainingSample other = s_row with { Ids = [5, 6, 8] };

        Assert.Equal(Hash(s_row, other), Hash(s_row with { Ids = [5, 6, 7] }, other));
        Assert.NotEqual(Hash(s_row, other), Hash(other, s_row));
    }

    private static string Hash(params TrainingSample[] rows)
    {
        using var hash = new RowHash();
        foreach (TrainingSample row in rows)
        {
            hash.Add(row);
        }

        return $"{hash}";
    }
}
