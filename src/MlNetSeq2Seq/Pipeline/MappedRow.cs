using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>The output rows of the current input row, computed when a value of them is first asked for.</summary>
internal sealed class MappedRow
{
    private readonly RowTransformer _component;
    private readonly DataViewRow _input;
    private readonly ulong _pass;
    private readonly RowMap _map;
    private readonly RowReader _reader;
    private readonly RowSink _sink = new();
    private readonly KeyedRandom _random = new();
    private readonly ValueGetter<DataViewRowId> _inputId;
    private int _child = -1;
    private bool _hasInput;
    private bool _computed;

    public MappedRow(RowTransformer component, DataViewRow input, ulong pass)
    {
        (_component, _input, _pass) = (component, input, pass);
        _map = component.Bind(); // each cursor has its own state, because cursors run on several threads
        _reader = new RowReader(input, component.Columns);
        _inputId = input.GetIdGetter();
    }

    /// <summary>Forgets the rows of the last input row.</summary>
    public void Reset()
    {
        _child = _component.IsOneToMany ? -1 : 0;
        _computed = false;
        _hasInput = true;
    }

    /// <summary>Goes to the next output row of the present input row.</summary>
    public bool NextChild()
    {
        if (!_hasInput)
        {
            return false;
        }

        Compute();
        return ++_child < _sink.Count;
    }

    /// <summary>Goes to an output row of the present input row, which is computed only if a value of it is asked for.</summary>
    public void MoveToChild(int child) => _child = child;

    public ValueGetter<DataViewRowId> GetIdGetter() => !_component.IsOneToMany
        ? _inputId
        : (ref DataViewRowId id) =>
        {
            _inputId(ref id);
            id = id.Combine(new DataViewRowId((ulong)_child, _component.NoiseKey));
        };

    public ValueGetter<T> GetGetter<T>(DataViewSchema.Column column)
    {
        int write = column.Index - _input.Schema.Count;
        if (write < 0)
        {
            return _input.GetGetter<T>(_input.Schema[column.Index]);
        }

        Delegate getter = _sink.Getter(_component.Columns.Writes[write].Type, write, Current);
        return getter as ValueGetter<T> ?? throw new InvalidOperationException($"Column '{column.Name}' has values of type {column.Type.RawType}, but a getter of {typeof(T)} was asked for.");
    }

    private int Current()
    {
        Compute();
        return _child;
    }

    private void Compute()
    {
        if (_computed)
        {
            return;
        }

        DataViewRowId id = default;
        _inputId(ref id);
        _random.Reset(_component.NoiseKey, _pass, id.Low, id.High);
        _sink.Clear();
        try
        {
            _map(_reader, _random, _sink);
        }
        catch (ArgumentException e)
        {
            // The algorithm knows what does not fit, but not in which row.
            throw new InvalidOperationException($"{_component.Columns.Component} cannot use row {_input.Position}: {e.Message}", e);
        }

        _computed = true;
    }
}
