using Microsoft.ML;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>Which input row each output row of a component that makes several of one comes from: eight bytes for an input row.</summary>
internal sealed class ChildIndex
{
    // The number of the first output row of each input row, and behind them how many there are.
    private readonly long[] _firsts;

    private ChildIndex(long[] firsts) => _firsts = firsts;

    public long RowCount => _firsts[^1];

    /// <summary>Computes every row once and remembers how many there were.</summary>
    public static ChildIndex Of(IDataView source, RowTransformer component)
    {
        List<long> firsts = [];
        using DataViewRowCursor cursor = source.GetRowCursor([.. component.Columns.Sources(source.Schema)]);
        var mapped = new MappedRow(component, cursor, pass: 0);
        long row = 0;
        while (cursor.MoveNext())
        {
            firsts.Add(row);
            mapped.Reset();
            while (mapped.NextChild())
            {
                row++;
            }
        }

        return new ChildIndex([.. firsts, row]);
    }

    /// <summary>The input row of an output row, and which of its rows it is.</summary>
    /// <param name="row">The number of the output row, from 0 to below <see cref="RowCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public (long Input, int Child) Find(long row)
    {
        if ((ulong)row >= (ulong)RowCount)
        {
            throw new ArgumentOutOfRangeException(nameof(row), $"Row {row} was asked for of {RowCount}.");
        }

        // Of input rows without output rows the next begins at the same number; the last that begins there has some.
        (int low, int high) = (0, _firsts.Length - 1);
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _firsts[middle] <= row ? (middle, high) : (low, middle - 1);
        }

        return (low, (int)(row - _firsts[low]));
    }
}
