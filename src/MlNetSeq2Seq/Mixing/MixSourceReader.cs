using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Mixing;

/// <summary>Reads a source for one pass: one repeat after the other.</summary>
internal sealed class MixSourceReader(MixSourceRows source, IReadOnlyList<DataViewSchema.Column> columns, ulong? pass) : IDisposable
{
    private readonly Dictionary<string, Delegate> _getters = new(StringComparer.Ordinal);
    private DataViewRowCursor? _cursor;
    private ValueGetter<DataViewRowId>? _idGetter;
    private long _repeat = -1;

    public string Name => source.Name;

    /// <summary>Goes to the next row; there always is one for each turn of the plan.</summary>
    public void MoveNext()
    {
        // The source's rows are counted before: opened anew, it has a row, or it is another than it was.
        bool isFresh = false;
        while (true)
        {
            while (_cursor?.MoveNext() == true)
            {
                if (source.IsChosen(_repeat, OwnId()))
                {
                    return;
                }
            }

            if (isFresh)
            {
                throw new InvalidOperationException($"MixSources: source '{source.Name}' has fewer rows than the {source.Size} that it had.");
            }

            Open();
            isFresh = true;
        }
    }

    public DataViewRowId Id() => OwnId().Combine(new DataViewRowId((ulong)_repeat, source.Number));

    public void Get<T>(string column, ref T value)
    {
        if (!_getters.TryGetValue(column, out Delegate? getter))
        {
            getter = _cursor!.GetGetter<T>(_cursor.Schema[column]);
            _getters.Add(column, getter);
        }

        ((ValueGetter<T>)getter)(ref value);
    }

    public void Dispose() => _cursor?.Dispose();

    private void Open()
    {
        _cursor?.Dispose();
        _getters.Clear();
        _repeat++;
        Random? random = pass is { } key && source.View.CanShuffle ? new KeyedRandom(key, source.Number, (ulong)_repeat) : null;
        IEnumerable<string> names = columns.Select(column => column.Name);
        _cursor = source.View.GetRowCursor([.. source.View.Schema.Where(column => !column.IsHidden && names.Contains(column.Name))], random);
        _idGetter = _cursor.GetIdGetter();
    }

    private DataViewRowId OwnId()
    {
        DataViewRowId id = default;
        _idGetter!(ref id);
        return id;
    }
}
