using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Microsoft.Data.Analysis;

internal sealed class CsvLoader
{
    public required char Separator { get; init; }

    public required bool Header { get; init; }

    public required string[] ColumnNames { get; init; }

    public required Type[] DataTypes { get; init; }

    public required long RowsToRead { get; init; }

    public required int GuessRows { get; init; }

    public required bool AddIndexColumn { get; init; }

    public required bool RenameDuplicatedColumns { get; init; }

    public required CultureInfo Culture { get; init; }

    public required Func<IEnumerable<string>, Type> GuessType { get; init; }

    public DataFrame Load(CsvSource source)
    {
        if (DataTypes is null && GuessRows <= 0)
            throw new ArgumentException("Types of columns are needed: dataTypes, or guessRows above 0 to guess them.");

        DataFrame frame = new(CreateColumns(source).ToList());
        foreach (string[] fields in ReadLines(source).Skip(Header ? 1 : 0))
            frame.Append(fields, inPlace: true, Culture);

        if (AddIndexColumn)
        {
            Int64DataFrameColumn index = new("IndexColumn", Enumerable.Range(0, checked((int)frame.Rows.Count)).Select(row => (long)row));
            frame.Columns.Insert(0, index);
        }
        return frame;
    }

    private IEnumerable<DataFrameColumn> CreateColumns(CsvSource source)
    {
        // The header counts among the lines that are looked at.
        List<string[]> lines = ReadLines(source).Take(Math.Max(1, GuessRows)).ToList();
        if (lines.Count == 0 && !ReadAnything(source))
            throw new FormatException("There is nothing to read: the text has no line with content.");

        string[] names = ColumnNames ?? (Header && lines.Count > 0 ? HeaderNames(lines[0]) : null);
        List<string[]> samples = lines.Skip(Header ? 1 : 0).Take(Math.Max(0, GuessRows)).ToList();
        int count = samples.Select(line => line.Length).Append(DataTypes?.Length ?? 0).Max();
        for (int i = 0; i < count; i++)
            yield return DataFrame.CreateColumn(DataTypes is null ? Guess(i, samples) : DataTypes[i], NameOf(i, names));
    }

    private Type Guess(int column, List<string[]> samples)
    {
        int tooShort = samples.FindIndex(line => line.Length <= column);
        if (tooShort >= 0)
        {
            throw new FormatException(
                $"Line {tooShort + (Header ? 2 : 1)} has {samples[tooShort].Length} fields, but another has at least {column + 1}.");
        }
        IEnumerable<string> values = samples.Select(line => line[column]);
        return GuessType is null ? CsvTypeGuess.Guess(values) : GuessType(values);
    }

    private IEnumerable<string[]> ReadLines(CsvSource source)
    {
        using TextReader reader = source.Open();
        CsvFields fields = new(reader, Separator);
        long limit = RowsToRead == -1 ? long.MaxValue : RowsToRead + (Header ? 1 : 0);
        for (long line = 0; line < limit && fields.Read() is string[] values; line++)
            yield return values;
    }

    private bool ReadAnything(CsvSource source)
    {
        using TextReader reader = source.Open();
        return new CsvFields(reader, Separator).Read() != null;
    }

    // 'loss', 'loss', 'loss' become 'loss', 'loss.1', 'loss.2'.
    private string[] HeaderNames(string[] names)
    {
        if (!RenameDuplicatedColumns)
            return names;
        Dictionary<string, int> seen = new();
        return Array.ConvertAll(names, name =>
        {
            int times = seen.GetValueOrDefault(name);
            seen[name] = times + 1;
            return times == 0 ? name : $"{name}.{times}";
        });
    }

    private static string NameOf(int column, string[] names)
        => names is null || string.IsNullOrEmpty(names[column]) ? $"Column{column}" : names[column];
}
