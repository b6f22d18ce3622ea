using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.ML.Internal.Utilities;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The rows of text files. Nothing is opened before a cursor moves.</summary>
internal sealed class TextDataView : IDataView
{
    // So many lines are told of, and of the others only how many they are.
    private const int MaxMessages = 10;

    private readonly IHost _host;
    private readonly TextFormat _format;
    private readonly TextBindings _bindings;
    private readonly IMultiStreamSource _files;
    private readonly bool _useThreads;

    public TextDataView(IHost host, TextFormat format, TextBindings bindings, IMultiStreamSource files, bool useThreads)
    {
        (_host, _format, _bindings, _files, _useThreads) = (host.Register(nameof(TextDataView)), format, bindings, files, useThreads);
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema => _bindings.OutputSchema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        bool[] active = RowCursorUtils.Needed(columnsNeeded, Schema.Count);
        return new Cursor(this, active, new LineReader(_files, _format, owners: 1), isAlone: true, wrapsErrors: _useThreads);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        bool[] active = RowCursorUtils.Needed(columnsNeeded, Schema.Count);
        int count = DataViewUtils.GetThreadCount(n, preferOne: !_useThreads);
        var lines = new LineReader(_files, _format, count);
        return Enumerable.Range(0, count)
            .Select(_ => (DataViewRowCursor)new Cursor(this, active, lines, isAlone: count == 1, wrapsErrors: false))
            .ToArray();
    }

    private sealed class Cursor : RootCursorBase
    {
        private readonly LineReader _reader;
        private readonly FieldSplitter _splitter;
        private readonly TextCell[] _cells;
        private readonly int _lastField;
        private readonly bool _isAlone;
        private readonly bool _wrapsErrors;
        private readonly List<TextLine> _lines = new(DataViewUtils.BatchSize);
        private long _batch;
        private long _firstRow;
        private int _place;
        private int _errors;
        private bool _disposed;

        public Cursor(TextDataView view, bool[] active, LineReader reader, bool isAlone, bool wrapsErrors)
            : base(view._host)
        {
            Schema = view.Schema;
            (_reader, _isAlone, _wrapsErrors) = (reader, isAlone, wrapsErrors);
            _splitter = new FieldSplitter(view._format, message => Report($"Format error in line {_lines[_place].Number}: {message}"));
            _cells = view._bindings.Columns.Select((column, i) => active[i] ? TextCell.Create(column, view._format) : null).ToArray();
            int end = view._bindings.Columns.Where((_, i) => active[i]).SelectMany(column => column.Segments)
                .Select(segment => segment.End).DefaultIfEmpty(1).Max();
            _lastField = (view._format.InputSize > 0 ? Math.Min(end, view._format.InputSize) : end) - 1;
        }

        public override DataViewSchema Schema { get; }

        public override long Batch => _isAlone ? 0 : _batch;

        public override bool IsColumnActive(DataViewSchema.Column column)
        {
            Ch.Check(column.Index < _cells.Length);
            return _cells[column.Index] is not null;
        }

        // The number of the row among all rows, whichever cursor of a set has it.
        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
        {
            Ch.Check(IsGood, RowCursorUtils.FetchValueStateError);
            id = new DataViewRowId((ulong)(_firstRow + _place), 0);
        };

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Ch.Check(IsColumnActive(column));
            return RowCursorUtils.Cast<TValue>(Ch, _cells[column.Index].CreateGetter(
                () => Ch.Check(IsGood, RowCursorUtils.FetchValueStateError)));
        }

        protected override bool MoveNextCore()
        {
            if (++_place >= _lines.Count)
            {
                _reader.ReadBatch(_lines, DataViewUtils.BatchSize, out _batch, out _firstRow);
                _place = 0;
                if (_lines.Count == 0)
                {
                    return false;
                }
            }

            Parse(_lines[_place]);
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && !_disposed)
            {
                _disposed = true;
                _reader.Release();
                if (_errors > MaxMessages)
                {
                    Ch.Warning("{0} further values and lines had errors.", _errors - MaxMessages);
                }
            }

            base.Dispose(disposing);
        }

        private void Parse(TextLine line)
        {
            int fieldCount = _splitter.Split(line.Text, _lastField);
            foreach (TextCell cell in _cells)
            {
                if (cell is not null && !cell.TryParse(_splitter, fieldCount, out string bad))
                {
                    string message = $"Could not parse value {bad} in line {line.Number}, column {cell.Name}";
                    if (!cell.HasMissingValue)
                    {
                        throw BadValue(message);
                    }

                    Report(message);
                }
            }
        }

        // Where lines may be parsed apart from the cursor's own thread, the error is one of the data that came from there.
        private Exception BadValue(string message)
        {
            Exception error = Ch.Except(message);
            return _wrapsErrors ? Ch.ExceptDecode(error, $"Parsing failed with an exception: {message}") : error;
        }

        private void Report(string message)
        {
            if (++_errors <= MaxMessages)
            {
                Ch.Warning(MessageSensitivity.UserData, message);
            }
        }
    }
}
