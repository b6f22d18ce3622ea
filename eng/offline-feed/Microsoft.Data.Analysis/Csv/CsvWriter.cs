using System;
using System.Globalization;
using System.IO;

namespace Microsoft.Data.Analysis;

internal sealed class CsvWriter
{
    private readonly TextWriter _writer;
    private readonly char _separator;
    private readonly CultureInfo _culture;

    public CsvWriter(TextWriter writer, char separator, CultureInfo culture)
    {
        _writer = writer;
        _separator = separator;
        _culture = culture;
    }

    public void Write(DataFrame frame, bool header)
    {
        if (header)
            WriteLine(frame.Columns.GetColumnNames());
        foreach (DataFrameRow row in frame.Rows)
            WriteLine(row);
    }

    private void WriteLine(System.Collections.IEnumerable cells)
    {
        bool isFirst = true;
        foreach (object cell in cells)
        {
            if (!isFirst)
                _writer.Write(_separator);
            isFirst = false;
            _writer.Write(Format(cell));
        }
        _writer.WriteLine();
    }

    // A null is an empty cell. Numbers with a fraction get the digits that give them back exactly.
    private string Format(object cell) => cell switch
    {
        float number => number.ToString("G9", _culture),
        double number => number.ToString("G17", _culture),
        decimal number => number.ToString("G31", _culture),
        DateTime time => time.ToString(_culture),
        string text => Quote(text),
        _ => cell?.ToString(),
    };

    private string Quote(string text)
        => text.AsSpan().IndexOfAny(_separator, '\n', '"') < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
