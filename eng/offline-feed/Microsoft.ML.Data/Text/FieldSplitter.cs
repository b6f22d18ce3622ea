using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Microsoft.ML.Data;

/// <summary>Takes lines apart into fields. Not to be used by several threads at once.</summary>
internal sealed class FieldSplitter
{
    private readonly TextFormat _format;
    private readonly SearchValues<char> _separators;
    private readonly bool _spaceSeparates;
    private readonly Action<string> _reportFormatError;
    private readonly StringBuilder _unquoted = new();
    private readonly List<int> _indices = new();
    private readonly List<ReadOnlyMemory<char>> _texts = new();

    /// <param name="format">How lines are written.</param>
    /// <param name="reportFormatError">Is told what is wrong with a line; its fields are taken as far as they go.</param>
    public FieldSplitter(TextFormat format, Action<string> reportFormatError)
    {
        _format = format;
        _separators = SearchValues.Create(format.Separators);
        _spaceSeparates = format.Separators.AsSpan().Contains(' ');
        _reportFormatError = reportFormatError;
    }

    /// <summary>The number of fields that are not empty.</summary>
    public int Count => _indices.Count;

    public int IndexOf(int field) => _indices[field];

    public ReadOnlyMemory<char> TextOf(int field) => _texts[field];

    /// <summary>The first kept field with an index of at least <paramref name="index"/>.</summary>
    public int FindFrom(int index)
    {
        int found = _indices.BinarySearch(index);
        return found >= 0 ? found : ~found;
    }

    /// <summary>Splits a line, and returns the number of fields in it, the empty ones included.</summary>
    /// <param name="text">The line.</param>
    /// <param name="last">The index of the last field that is of interest.</param>
    public int Split(string text, int last)
    {
        _indices.Clear();
        _texts.Clear();
        ReadOnlyMemory<char> line = _format.TrimWhitespace ? text.AsMemory().TrimEnd() : text.AsMemory();
        return _format.AllowSparse ? SplitSparse(line, last) : SplitDense(line, last);
    }

    private int SplitDense(ReadOnlyMemory<char> line, int last)
    {
        int position = 0;
        for (int index = 0; ; index++)
        {
            bool more = Next(line, ref position, out _, out ReadOnlyMemory<char> text);
            if (!text.IsEmpty || _format.MissingRealsAsNaNs)
            {
                Add(index, text);
            }

            if (index >= last || !more)
            {
                return index + 1;
            }
        }
    }

    // Dense fields, and then sparse ones, whose indices begin at 0 again where the dense ones end. The last dense field says how many
    // sparse ones there are, unless the loader was told the size of the lines.
    private int SplitSparse(ReadOnlyMemory<char> line, int last)
    {
        int position = 0;
        int dense = 0;
        int sparse = -1;
        int previous = -1;
        bool more = true;
        while (more)
        {
            more = Next(line, ref position, out int sparseIndex, out ReadOnlyMemory<char> text);
            if (sparseIndex < 0)
            {
                if (sparse >= 0)
                {
                    _reportFormatError("Non-sparse formatted value follows sparse formatted value");
                    break;
                }

                if (!text.IsEmpty)
                {
                    Add(dense, text);
                }

                // One field more than is of interest: it may be the number of sparse ones.
                if (dense++ > last)
                {
                    break;
                }

                continue;
            }

            if (sparse < 0 && !TryBeginSparse(ref dense, out sparse))
            {
                _reportFormatError(
                    "Missing or bad dimensionality, or ambiguous sparse item. Turn off sparse for a file that is not, or quote the value.");
                break;
            }

            if (sparseIndex >= sparse)
            {
                _reportFormatError("Sparse item index larger than expected. Is the specified size incorrect?");
                break;
            }

            if (sparseIndex <= previous)
            {
                _reportFormatError("Sparse indices out of order");
                break;
            }

            previous = sparseIndex;
            if (dense + sparseIndex > last)
            {
                break;
            }

            if (!text.IsEmpty)
            {
                Add(dense + sparseIndex, text);
            }
        }

        return sparse < 0 ? Math.Max(dense, _format.InputSize) : dense + sparse;
    }

    private bool TryBeginSparse(ref int dense, out int sparse)
    {
        if (_format.InputSize > 0)
        {
            sparse = _format.InputSize - dense;
            return true;
        }

        sparse = -1;
        if (Count == 0 || _indices[^1] != dense - 1
            || !int.TryParse(_texts[^1].Span, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count <= 0)
        {
            return false;
        }

        _indices.RemoveAt(Count - 1);
        _texts.RemoveAt(_texts.Count - 1);
        dense--;
        sparse = Math.Min(count, TextFormat.FieldLimit - dense - 1);
        return true;
    }

    private void Add(int index, ReadOnlyMemory<char> text)
    {
        _indices.Add(index);
        _texts.Add(text);
    }

    /// <summary>Reads the field at <paramref name="position"/> and moves behind its separator; returns whether there was one.</summary>
    private bool Next(ReadOnlyMemory<char> line, ref int position, out int sparseIndex, out ReadOnlyMemory<char> text)
    {
        ReadOnlySpan<char> span = line.Span;
        sparseIndex = -1;
        SkipSpaces(span, ref position);
        if (_format.AllowSparse)
        {
            int digits = span[position..].IndexOfAnyExceptInRange('0', '9');
            if (digits is > 0 and <= 9 && span[position + digits] == ':')
            {
                sparseIndex = int.Parse(span.Slice(position, digits), NumberStyles.None, CultureInfo.InvariantCulture);
                position += digits + 1;
                SkipSpaces(span, ref position);
            }
        }

        if (_format.AllowQuoting && position < span.Length && span[position] == '"')
        {
            text = Quoted(span, ref position);
        }
        else
        {
            int length = LengthOfField(span, position);
            text = line.Slice(position, length);
            position += length;
        }

        return position++ < span.Length;
    }

    private ReadOnlyMemory<char> Quoted(ReadOnlySpan<char> span, ref int position)
    {
        _unquoted.Clear();
        position++;
        bool closed = AppendUntilQuote(span, ref position);

        // Behind the closing quote nothing but spaces may come before the separator.
        int rest = LengthOfField(span, position);
        bool clean = span.Slice(position, rest).Trim(' ').IsEmpty;
        position += rest;
        if (closed && clean)
        {
            return _unquoted.ToString().AsMemory();
        }

        _reportFormatError("Illegal quoting");
        return ReadOnlyMemory<char>.Empty;
    }

    private bool AppendUntilQuote(ReadOnlySpan<char> span, ref int position)
    {
        while (position < span.Length)
        {
            char c = span[position++];
            bool quoteFollows = position < span.Length && span[position] == '"';
            if (c == _format.EscapeChar && quoteFollows)
            {
                _unquoted.Append('"');
                position++;
            }
            else if (c == '"')
            {
                return true;
            }
            else
            {
                _unquoted.Append(c);

                // An escaped character that is no quote stays with its escape, which it cannot be for the next.
                if (c == _format.EscapeChar && position < span.Length)
                {
                    _unquoted.Append(span[position++]);
                }
            }
        }

        return false;
    }

    private int LengthOfField(ReadOnlySpan<char> span, int position)
    {
        int length = span[position..].IndexOfAny(_separators);
        return length < 0 ? span.Length - position : length;
    }

    // Spaces in front of a field never belong to it, unless a space is what separates fields.
    private void SkipSpaces(ReadOnlySpan<char> span, ref int position)
    {
        while (!_spaceSeparates && position < span.Length && span[position] == ' ')
        {
            position++;
        }
    }
}
