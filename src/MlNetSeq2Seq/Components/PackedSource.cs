using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Objectives.CausalLm;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Components;

/// <summary>What packing reads of the input row that it stands at, and how a packed row becomes columns.</summary>
internal sealed class PackedSource(PackSequencesTransformer transformer, DataViewRow input, bool readsLabels)
{
    private const int LabelsColumn = 1;
    private const int WeightsColumn = 2;

    private static readonly ulong s_name = KeyedRandom.KeyOf("pack-sequences");

    private readonly RowReader _reader = new(input, transformer.Columns);
    private readonly ValueGetter<DataViewRowId> _id = input.GetIdGetter();

    public DataViewRowId Id
    {
        get
        {
            DataViewRowId id = default;
            _id(ref id);
            return id;
        }
    }

    public (int[] Ids, int[] Labels, float[]? LabelWeights) Read()
    {
        int[] ids = _reader.Vector<int>(0).ToArray();
        return (
            ids,
            readsLabels ? _reader.Vector<int>(LabelsColumn).ToArray() : ids,
            readsLabels && transformer.Columns.Reads.Count > WeightsColumn ? _reader.Vector<float>(WeightsColumn).ToArray() : null);
    }

    /// <summary>The id of a packed row. The first token's place tells the row: no two rows begin at the same.</summary>
    public static DataViewRowId IdOf(DataViewRowId firstInput, int firstOffset) => firstInput.Combine(new DataViewRowId((ulong)firstOffset, s_name));

    public static void Emit(PackedTokens row, RowSink sink) =>
        sink.Emit([row.Ids, row.Labels, row.Positions, row.Documents, .. row.LabelWeights is null ? (object[])[] : [row.LabelWeights]]);
}
