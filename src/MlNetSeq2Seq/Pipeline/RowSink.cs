using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>Takes the values of each output row, in the order of <see cref="ColumnContract.Writes"/>.</summary>
internal sealed class RowSink
{
    private readonly List<object[]> _rows = [];

    public int Count => _rows.Count;

    public void Clear() => _rows.Clear();

    /// <summary>Adds a row. Text is a string or memory of characters, a vector an array, anything else its own type.</summary>
    public void Emit(params object[] values) => _rows.Add(values);

    /// <summary>The getter of a written column, as ML.NET wants it for the column's type.</summary>
    public Delegate Getter(DataViewType type, int column, Func<int> row) => type switch
    {
        TextDataViewType => (ValueGetter<ReadOnlyMemory<char>>)((ref value) => value = Text(_rows[row()][column])),
        BooleanDataViewType => Scalar<bool>(column, row),
        NumberDataViewType when type.RawType == typeof(int) => Scalar<int>(column, row),
        NumberDataViewType when type.RawType == typeof(float) => Scalar<float>(column, row),
        VectorDataViewType { ItemType: TextDataViewType } => (ValueGetter<VBuffer<ReadOnlyMemory<char>>>)((ref value) =>
            Copy(Texts(_rows[row()][column]), ref value)),
        VectorDataViewType vector when vector.ItemType.RawType == typeof(int) => Vector<int>(column, row),
        VectorDataViewType vector when vector.ItemType.RawType == typeof(float) => Vector<float>(column, row),
        _ => throw new InvalidOperationException($"A row sink does not write columns of type {type}."),
    };

    /// <summary>The same, of the type that the caller asks for.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public ValueGetter<TValue> Getter<TValue>(ColumnContract columns, int column, Func<int> row)
    {
        ColumnSpec written = columns.Writes[column];
        return Getter(written.Type, column, row) as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"{columns.Component}'s column '{written.Name}' of type {written.Type} was asked for as {typeof(TValue)}.");
    }

    private ValueGetter<T> Scalar<T>(int column, Func<int> row) => (ref T value) => value = (T)_rows[row()][column];

    private ValueGetter<VBuffer<T>> Vector<T>(int column, Func<int> row) => (ref VBuffer<T> value) => Copy((T[])_rows[row()][column], ref value);

    private static ReadOnlyMemory<char>[] Texts(object value) =>
        value as ReadOnlyMemory<char>[] ?? [.. ((IEnumerable<string>)value).Select(t => t.AsMemory())];

    private static ReadOnlyMemory<char> Text(object value) => value is string text ? text.AsMemory() : (ReadOnlyMemory<char>)value;

    // The caller owns its buffer and may hand it to another getter, so the values are copied into it.
    private static void Copy<T>(ReadOnlySpan<T> values, ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, values.Length);
        values.CopyTo(editor.Values);
        destination = editor.Commit();
    }
}
