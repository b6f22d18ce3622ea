using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>The read columns of the current input row, by their place in <see cref="ColumnContract.Reads"/>.</summary>
internal sealed class RowReader(DataViewRow row, ColumnContract columns)
{
    private readonly Delegate?[] _getters = new Delegate?[columns.Reads.Count];

    // Buffers are kept per column, because a getter fills the one that it is given.
    private readonly object?[] _buffers = new object?[columns.Reads.Count];

    /// <summary>The number of the row, from 0, for messages.</summary>
    public long Position => row.Position;

    /// <summary>The component that reads, and the columns that it reads.</summary>
    public ColumnContract Columns => columns;

    public ReadOnlyMemory<char> Text(int column) => Read<ReadOnlyMemory<char>>(column);

    public int Int32(int column) => Read<int>(column);

    public float Single(int column) => Read<float>(column);

    /// <summary>The values of a vector column; valid until the row changes.</summary>
    public ReadOnlySpan<T> Vector<T>(int column)
    {
        VBuffer<T> vector = Read<VBuffer<T>>(column);
        return vector.IsDense ? vector.GetValues() : vector.DenseValues().ToArray();
    }

    private T Read<T>(int column)
    {
        var getter = (ValueGetter<T>)(_getters[column] ??= row.GetGetter<T>(row.Schema[columns.Reads[column].Name]));
        var buffer = (Buffer<T>)(_buffers[column] ??= new Buffer<T>());
        getter(ref buffer.Value);
        return buffer.Value;
    }

    private sealed class Buffer<T>
    {
        public T Value = default!;
    }
}
