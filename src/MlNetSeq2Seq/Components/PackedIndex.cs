using Microsoft.ML;
using MlNetSeq2Seq.Objectives.CausalLm;

namespace MlNetSeq2Seq.Components;

/// <summary>Where each packed row begins: twelve bytes a row.</summary>
internal sealed class PackedIndex
{
    private readonly long[] _rows;
    private readonly int[] _offsets;

    private PackedIndex(long[] rows, int[] offsets, long inputCount) => (_rows, _offsets, InputCount) = (rows, offsets, inputCount);

    /// <summary>Packed rows.</summary>
    public int RowCount => _rows.Length;

    /// <summary>Rows that are packed.</summary>
    public long InputCount { get; }

    /// <summary>Packs the ids of all rows once and remembers where rows begin.</summary>
    public static PackedIndex Of(IDataView source, PackSequencesTransformer transformer)
    {
        List<long> rows = [];
        List<int> offsets = [];
        long inputs = 0;
        foreach (PackedTokens row in transformer.Packing.Apply(Documents()))
        {
            rows.Add(row.FirstRow);
            offsets.Add(row.FirstOffset);
        }

        return new PackedIndex([.. rows], [.. offsets], inputs);

        IEnumerable<(int[] Ids, int[] Labels, float[]? LabelWeights)> Documents()
        {
            using DataViewRowCursor cursor = source.GetRowCursor([.. transformer.Columns.Sources(source.Schema).Take(1)]);
            var document = new PackedSource(transformer, cursor, readsLabels: false);
            for (; cursor.MoveNext(); inputs++)
            {
                yield return document.Read();
            }
        }
    }

    /// <summary>The input row and the place in it that a packed row begins at.</summary>
    /// <param name="row">The number of the packed row, from 0 to below <see cref="RowCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public (long Input, int Offset) Find(long row) => (ulong)row < (ulong)RowCount
        ? (_rows[row], _offsets[row])
        : throw new ArgumentOutOfRangeException(nameof(row), $"Row {row} was asked for of {RowCount}.");
}
