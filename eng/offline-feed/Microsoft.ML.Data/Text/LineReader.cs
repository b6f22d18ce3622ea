using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A line of data, and where it stands in its file.</summary>
internal readonly record struct TextLine(long Number, string Text);

/// <summary>
/// Reads the lines of data out of files: not the empty ones, nor those that begin with <c>//</c>, nor, at the top of a file, those that
/// begin with <c>#</c>, nor the header. Several cursors may draw batches from one reader; the last of them closes it.
/// </summary>
internal sealed class LineReader
{
    private readonly TextFormat _format;
    private readonly IEnumerator<TextLine> _lines;
    private readonly object _lock = new();
    private readonly long _maxRows;
    private long _rows;
    private long _batches;
    private int _owners;

    public LineReader(IMultiStreamSource files, TextFormat format, int owners)
        : this(files, format, format.HasHeader, format.MaxRows, owners)
    {
    }

    private LineReader(IMultiStreamSource files, TextFormat format, bool skipHeader, long maxRows, int owners)
    {
        _format = format;
        _lines = ReadAll(files, skipHeader).GetEnumerator();
        (_maxRows, _owners) = (maxRows, owners);
    }

    /// <summary>The first lines, the header among them if there is one.</summary>
    public static List<string> ReadFirst(IMultiStreamSource files, TextFormat format, int count)
    {
        var reader = new LineReader(files, format, skipHeader: false, maxRows: count, owners: 1);
        var lines = new List<TextLine>();
        reader.ReadBatch(lines, count, out _, out _);
        reader.Release();
        return lines.ConvertAll(line => line.Text);
    }

    /// <summary>Reads the next lines, up to <paramref name="size"/> of them; none at the end.</summary>
    public void ReadBatch(List<TextLine> lines, int size, out long batch, out long firstRow)
    {
        lines.Clear();
        lock (_lock)
        {
            batch = _batches++;
            firstRow = _rows;
            try
            {
                while (lines.Count < size && _rows < _maxRows && _lines.MoveNext())
                {
                    lines.Add(_lines.Current);
                    _rows++;
                }
            }
            catch (Exception e)
            {
                throw Contracts.ExceptDecode(e, "Stream reading encountered exception");
            }
        }
    }

    public void Release()
    {
        lock (_lock)
        {
            if (--_owners == 0)
            {
                _lines.Dispose();
            }
        }
    }

    private IEnumerable<TextLine> ReadAll(IMultiStreamSource files, bool skipHeader)
    {
        for (int i = 0; i < files.Count; i++)
        {
            using TextReader reader = files.OpenTextReader(i);
            bool atTop = true;
            long number = 0;
            while (ReadLine(reader, number + 1, atTop) is { } text)
            {
                number++;
                if (text.Length == 0 || IsComment(text, atTop))
                {
                    continue;
                }

                if (!(atTop && skipHeader))
                {
                    yield return new TextLine(number, text);
                }

                atTop = false;
            }
        }
    }

    private static bool IsComment(string text, bool atTop) => text.StartsWith("//", StringComparison.Ordinal) || (atTop && text[0] == '#');

    private string ReadLine(TextReader reader, long number, bool atTop)
    {
        string line = reader.ReadLine();
        if (!_format.ReadMultilines || string.IsNullOrEmpty(line) || IsComment(line, atTop) || !EndsInsideQuotes(line, startsInside: false))
        {
            return line;
        }

        StringBuilder lines = new(line);
        do
        {
            line = reader.ReadLine() ?? throw new EndOfStreamException(
                $"A quoted field opened on line {number} was never closed, and we've read to the last line in the file without finding the "
                + "closing quote");
            lines.Append('\n').Append(line);
        }
        while (EndsInsideQuotes(line, startsInside: true));
        return lines.ToString();
    }

    private bool EndsInsideQuotes(ReadOnlySpan<char> line, bool startsInside)
    {
        bool inside = startsInside;
        while (true)
        {
            if (!inside)
            {
                line = SkipSpaces(line);
                if (line.IsEmpty || line[0] != '"')
                {
                    int end = line.IndexOfAny(_format.Separators);
                    if (end < 0)
                    {
                        return false;
                    }

                    line = line[(end + 1)..];
                    continue;
                }

                line = line[1..];
            }

            if (!TrySkipQuoted(ref line))
            {
                return true;
            }

            // Something between the closing quote and the separator is an error of this line; it is not for the next one to mend.
            line = SkipSpaces(line);
            if (line.IsEmpty || Array.IndexOf(_format.Separators, line[0]) < 0)
            {
                return false;
            }

            line = line[1..];
            inside = false;
        }
    }

    private bool TrySkipQuoted(ref ReadOnlySpan<char> line)
    {
        for (int i = 0; i < line.Length; i++)
        {
            bool quoteFollows = i + 1 < line.Length && line[i + 1] == '"';
            if (line[i] == _format.EscapeChar && (quoteFollows || _format.EscapeChar != '"'))
            {
                i++;
            }
            else if (line[i] == '"')
            {
                line = line[(i + 1)..];
                return true;
            }
        }

        return false;
    }

    private ReadOnlySpan<char> SkipSpaces(ReadOnlySpan<char> line)
        => Array.IndexOf(_format.Separators, ' ') >= 0 ? line : line.TrimStart(' ');
}
