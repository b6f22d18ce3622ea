using System;

namespace Microsoft.Data.Analysis;

/// <summary>
/// The values of a column and, beside them, which of them are there. A null keeps a raw value (the type's default until
/// arithmetic changes it), as in the original: comparisons look at the raw value.
/// </summary>
internal sealed class ColumnStore<T>
    where T : unmanaged
{
    private T[] _values;
    private bool[] _valid;
    private int _length;

    public ColumnStore(long length = 0)
    {
        _length = ToLength(length);
        _values = new T[_length];
        _valid = new bool[_length];
        NullCount = _length;
    }

    private ColumnStore(T[] values, bool[] valid, long nullCount)
    {
        _values = values;
        _valid = valid;
        _length = values.Length;
        NullCount = nullCount;
    }

    public long Length => _length;

    public long NullCount { get; private set; }

    /// <summary>The values, those of nulls too.</summary>
    public Span<T> Raw => _values.AsSpan(0, _length);

    public ReadOnlySpan<bool> Valid => _valid.AsSpan(0, _length);

    public T? this[long index]
    {
        get
        {
            int at = Locate(index);
            return _valid[at] ? _values[at] : null;
        }
        set
        {
            int at = Locate(index);
            _values[at] = value.GetValueOrDefault();
            if (_valid[at] != value.HasValue)
                SetValid(at, value.HasValue);
        }
    }

    public bool IsValid(long index) => _valid[Locate(index)];

    public void Append(T? value)
    {
        Reserve(_length + 1L);
        _values[_length] = value.GetValueOrDefault();
        _valid[_length] = value.HasValue;
        _length++;
        if (!value.HasValue)
            NullCount++;
    }

    public void AppendMany(T? value, long count)
    {
        int longer = ToLength(_length + count);
        Reserve(longer);
        _values.AsSpan(_length, longer - _length).Fill(value.GetValueOrDefault());
        _valid.AsSpan(_length, longer - _length).Fill(value.HasValue);
        if (!value.HasValue)
            NullCount += longer - _length;
        _length = longer;
    }

    public void Resize(long length)
    {
        if (length < _length)
            throw new ArgumentException($"A column of {_length} values cannot shrink to {length}.", nameof(length));
        AppendMany(null, length - _length);
    }

    public void FillNulls(T value)
    {
        for (int i = 0; i < _length && NullCount > 0; i++)
        {
            if (!_valid[i])
                this[i] = value;
        }
    }

    /// <summary>Makes a null of every value for which the other column has one.</summary>
    public void NullWhereNull(ReadOnlySpan<bool> otherValid)
    {
        for (int i = 0; i < _length; i++)
        {
            if (_valid[i] && !otherValid[i])
                SetValid(i, false);
        }
    }

    public ColumnStore<T> Clone() => new ColumnStore<T>(Raw.ToArray(), Valid.ToArray(), NullCount);

    public ColumnStore<TOther> Convert<TOther>(Func<T, TOther> convert)
        where TOther : unmanaged
        => new ColumnStore<TOther>(Array.ConvertAll(Raw.ToArray(), value => convert(value)), Valid.ToArray(), NullCount);

    private void SetValid(int index, bool valid)
    {
        _valid[index] = valid;
        NullCount += valid ? -1 : 1;
    }

    private int Locate(long index)
    {
        if ((ulong)index >= (ulong)_length)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The column has {_length} values.");
        return (int)index;
    }

    private void Reserve(long capacity)
    {
        if (capacity <= _values.Length)
            return;
        int room = ToLength(Math.Max(capacity, Math.Min(Math.Max(8, 2L * _values.Length), Array.MaxLength)));
        Array.Resize(ref _values, room);
        Array.Resize(ref _valid, room);
    }

    private static int ToLength(long length)
    {
        if (length < 0 || length > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(length), length, $"A column holds 0 to {Array.MaxLength} values.");
        return (int)length;
    }
}
