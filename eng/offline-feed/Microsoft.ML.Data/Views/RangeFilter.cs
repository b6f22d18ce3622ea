using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>
/// The rows whose number in one column lies between two bounds, the lower one included; or those whose does not.
/// A key counts as the middle of its share of [0, 1].
/// </summary>
internal sealed class RangeFilter : IDataView
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly DataViewSchema.Column _column;
    private readonly double _min;
    private readonly double _max;
    private readonly bool _includeMax;
    private readonly bool _complement;

    public RangeFilter(
        IHostEnvironment env, IDataView source, string column, double min, double max, bool includeMax = false, bool complement = false)
    {
        _host = env.Register("RangeFilter");
        _source = source;
        if (source.Schema.GetColumnOrNull(column) is not { } found)
        {
            throw _host.ExceptUserArg("Column", "Source column '{0}' not found", column);
        }

        if (!IsValidColumnType(found.Type))
        {
            throw _host.ExceptUserArg("Column", "Column '{0}' does not have compatible type", column);
        }

        _host.CheckUserArg(min <= max, "Min", "min must be less than or equal to max");
        (_column, _min, _max, _complement) = (found, min, max, complement);
        _includeMax = includeMax || (found.Type is KeyDataViewType && max >= 1);
    }

    public bool CanShuffle => _source.CanShuffle;

    public DataViewSchema Schema => _source.Schema;

    public static bool IsValidColumnType(DataViewType type)
        => type == NumberDataViewType.Single || type == NumberDataViewType.Double || type is KeyDataViewType;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        bool[] active = RowCursorUtils.Needed(columnsNeeded, Schema.Count);
        return new Cursor(this, _source.GetRowCursor(SourceColumns(active), rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        bool[] active = RowCursorUtils.Needed(columnsNeeded, Schema.Count);
        DataViewRowCursor[] inputs = _source.GetRowCursorSet(SourceColumns(active), n, rand);
        return Array.ConvertAll(inputs, input => (DataViewRowCursor)new Cursor(this, input, active));
    }

    private IEnumerable<DataViewSchema.Column> SourceColumns(bool[] active)
        => Schema.Where(c => active[c.Index] || c.Index == _column.Index);

    private bool Contains(double value) => _min <= value && (_includeMax ? value <= _max : value < _max);

    private bool IsOutside(double value) => value < _min || (_includeMax ? value > _max : value >= _max);

    private Func<double> NumberOf(DataViewRow row)
    {
        if (_column.Type is KeyDataViewType key)
        {
            return KeyNumberOf(row, key);
        }

        if (_column.Type == NumberDataViewType.Double)
        {
            return Read<double>(row);
        }

        Func<float> single = Read<float>(row);
        return () => single();
    }

    private Func<double> KeyNumberOf(DataViewRow row, KeyDataViewType key)
    {
        if (key.RawType == typeof(byte))
        {
            return Share(Read<byte>(row), value => value, key.Count);
        }

        if (key.RawType == typeof(ushort))
        {
            return Share(Read<ushort>(row), value => value, key.Count);
        }

        return key.RawType == typeof(uint)
            ? Share(Read<uint>(row), value => value, key.Count)
            : Share(Read<ulong>(row), value => value, key.Count);
    }

    private static Func<double> Share<T>(Func<T> read, Func<T, ulong> widen, ulong count) => () =>
    {
        ulong key = widen(read());
        return key == 0 || key > count ? double.NaN : (key - 0.5) / count;
    };

    private Func<T> Read<T>(DataViewRow row)
    {
        ValueGetter<T> get = row.GetGetter<T>(_column);
        return () =>
        {
            T value = default;
            get(ref value);
            return value;
        };
    }

    private sealed class Cursor : LinkedRowFilterCursorBase
    {
        private readonly RangeFilter _view;
        private readonly Func<double> _number;

        public Cursor(RangeFilter view, DataViewRowCursor input, bool[] active)
            : base(view._host, input, view.Schema, active)
        {
            _view = view;
            _number = view.NumberOf(input);
        }

        // NaN, which a missing key is, too, passes neither the range nor its complement.
        protected override bool Accept()
        {
            double number = _number();
            return _view._complement ? _view.IsOutside(number) : _view.Contains(number);
        }
    }
}
