using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Microsoft.Data.Analysis;

/// <summary>
/// Splits text into lines of fields. A field in double quotes can hold separators, doubled quotes and line ends; every field loses the
/// white space around it, inside the quotes too; blank lines are skipped, inside quotes too.
/// </summary>
internal sealed class CsvFields
{
    private readonly TextReader _reader;
    private readonly char _separator;
    private long _lineNumber;

    public CsvFields(TextReader reader, char separator)
    {
        _reader = reader;
        _separator = separator;
    }

    /// <summary>The fields of the next line, null behind the last.</summary>
    public string[] Read()
    {
        string line = ReadLineWithContent();
        if (line is null)
            return null;

        List<string> fields = new();
        int at = 0;
        while (at <= EndOf(line))
        {
            int quote = OpeningQuote(line, at);
            string field = quote < 0 ? ReadPlain(line, ref at) : ReadQuoted(ref line, ref at, quote + 1);
            fields.Add(field.Trim());
        }
        return fields.ToArray();
    }

    private static int EndOf(string line) => line.AsSpan().TrimEnd("\r\n").Length;

    /// <summary>The place of the quote when nothing but white space stands before it, else -1.</summary>
    private int OpeningQuote(string line, int at)
    {
        while (at < line.Length && IsPadding(line[at]))
            at++;
        return at < line.Length && line[at] == '"' ? at : -1;
    }

    private string ReadPlain(string line, ref int at)
    {
        int start = at;
        int separator = line.IndexOf(_separator, at);
        at = separator < 0 ? line.Length + 1 : separator + 1;
        return separator < 0 ? line[start..EndOf(line)] : line[start..separator];
    }

    private string ReadQuoted(ref string line, ref int at, int start)
    {
        long firstLine = _lineNumber;
        StringBuilder field = new();
        int i = start;
        while (true)
        {
            if (i == line.Length)
                line += ReadLineWithContent() ?? throw Malformed(firstLine);
            else if (line[i] != '"')
                field.Append(line[i++]);
            else if (i + 1 < line.Length && line[i + 1] == '"')
                (i, field) = (i + 2, field.Append('"'));
            else
                break;
        }
        at = FieldEnd(line, i, firstLine);
        return field.ToString();
    }

    /// <summary>Where the next field begins, behind the closing quote and what ends the field.</summary>
    private int FieldEnd(string line, int closingQuote, long firstLine)
    {
        int end = line.AsSpan(closingQuote + 1).IndexOfAny(_separator, '\r', '\n');
        bool isLast = end < 0;
        end = isLast ? line.Length : closingQuote + 1 + end;

        // The last character before the end is not looked at, as in the original.
        for (int i = closingQuote + 1; i < end - 1; i++)
        {
            if (!IsPadding(line[i]))
                throw Malformed(firstLine);
        }

        // White space between the quote and the end of the text begins one more field, an empty one; so it does in the original.
        return isLast && end > closingQuote + 1 ? end : end + 1;
    }

    private bool IsPadding(char character) => character != _separator && character is not ('\r' or '\n') && IsSpace(character);

    private static bool IsSpace(char character) => char.IsWhiteSpace(character) || character is '\u200B' or '\uFEFF';

    private string ReadLineWithContent()
    {
        StringBuilder line = new();
        while (_reader.Peek() >= 0)
        {
            line.Clear();
            ReadPhysicalLine(line);
            _lineNumber++;
            string text = line.ToString();
            if (!string.IsNullOrWhiteSpace(text))
                return text;
        }
        return null;
    }

    // With its line end, which belongs to a quoted field that goes on in the next line.
    private void ReadPhysicalLine(StringBuilder line)
    {
        int read;
        while ((read = _reader.Read()) >= 0)
        {
            line.Append((char)read);
            if (read == '\r' && _reader.Peek() == '\n')
                line.Append((char)_reader.Read());
            if (read is '\r' or '\n')
                return;
        }
    }

    private Exception Malformed(long line)
        => new($"Line {line} cannot be split at {Describe(_separator)}: a quoted field has no proper end.");

    private static string Describe(char separator) => char.IsControl(separator) ? $"U+{(int)separator:X4}" : $"'{separator}'";
}
