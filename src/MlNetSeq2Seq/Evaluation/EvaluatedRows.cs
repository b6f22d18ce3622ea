using Microsoft.Data.Analysis;
using Microsoft.ML;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Evaluation;

/// <summary>The rows of an evaluation: read one by one, and kept with their scores where that is asked for.</summary>
internal sealed class EvaluatedRows
{
    private readonly IDataView _data;
    private readonly EvaluationOptions _options;
    private readonly int _scored;
    private readonly ColumnContract _columns;
    private readonly List<(string Name, object Value)[]> _kept = [];
    private RowReader? _row;

    /// <summary>Prepares to read rows.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="who">The evaluation, for messages.</param>
    /// <param name="options">Whether rows are kept, and what is shown of them.</param>
    /// <param name="columns">The columns that are read.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    public EvaluatedRows(IDataView data, string who, EvaluationOptions options, params ColumnSpec[] columns)
    {
        ArgumentNullException.ThrowIfNull(data);
        (_data, _options, _scored) = (data, options, columns.Length);
        _columns = new ColumnContract(who, Reads: [.. columns, .. options.PerRow ? options.ShownColumns.Select(ColumnSpec.Text) : []], Writes: []);
        _columns.Check(data.Schema);
    }

    /// <summary>The rows that were kept, a column for each value; null where none is asked for.</summary>
    public DataFrame? Frame => !_options.PerRow ? null : new DataFrame(_kept[0].Select((first, column) => Column(first.Name, [.. _kept.Select(row => row[column].Value)])));

    /// <summary>The rows, by the places of the columns that are read; each is valid until the next.</summary>
    public IEnumerable<RowReader> Read()
    {
        using DataViewRowCursor cursor = _data.GetRowCursor([.. _columns.Sources(_data.Schema)]);
        _row = new RowReader(cursor, _columns);
        while (cursor.MoveNext())
        {
            yield return _row;
        }
    }

    /// <summary>Keeps the row in hand with its scores, if rows are asked for.</summary>
    public void Keep(params (string Name, object Value)[] scores)
    {
        if (_options.PerRow)
        {
            _kept.Add([.. _options.ShownColumns.Select((name, i) => (name, (object)_row!.Text(_scored + i).ToString())), .. scores]);
        }
    }

    /// <summary>Refuses data in which nothing counts.</summary>
    /// <exception cref="ArgumentException">No row counts.</exception>
    public void Require(long count, string what)
    {
        if (count == 0)
        {
            throw new ArgumentException($"{_columns.Component} got data without {what}.");
        }
    }

    private static DataFrameColumn Column(string name, object[] values) => values[0] switch
    {
        string => new StringDataFrameColumn(name, values.Cast<string>()),
        double => new DoubleDataFrameColumn(name, values.Cast<double>()),
        _ => new Int64DataFrameColumn(name, values.Cast<long>()),
    };
}
