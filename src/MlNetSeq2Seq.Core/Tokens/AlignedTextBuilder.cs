using System.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>Collects an <see cref="AlignedText"/>.</summary>
internal sealed class AlignedTextBuilder(int capacity)
{
    private char[] _units = new char[capacity];
    private int[] _starts = new int[capacity];
    private int[] _ends = new int[capacity];
    private int _length;

    /// <summary>Adds a unit that comes from the part [start, end) of the original.</summary>
    internal void Add(char unit, int start, int end)
    {
        if (_length == _units.Length)
        {
            int size = Math.Max(16, _length * 2);
            Array.Resize(ref _units, size);
            Array.Resize(ref _starts, size);
            Array.Resize(ref _ends, size);
        }

        _units[_length] = unit;
        _starts[_length] = start;
        _ends[_length++] = end;
    }

    /// <summary>Adds units that all come from the part [start, end) of the original.</summary>
    internal void Add(ReadOnlySpan<char> units, int start, int end)
    {
        foreach (char unit in units)
        {
            Add(unit, start, end);
        }
    }

    /// <summary>Adds a character that comes from the part [start, end) of the original.</summary>
    internal void Add(Rune rune, int start, int end)
    {
        Span<char> units = stackalloc char[2];
        Add(units[..rune.EncodeToUtf16(units)], start, end);
    }

    /// <summary>What was collected.</summary>
    internal AlignedText ToAlignedText() => new(new string(_units, 0, _length), _starts[.._length], _ends[.._length]);
}
