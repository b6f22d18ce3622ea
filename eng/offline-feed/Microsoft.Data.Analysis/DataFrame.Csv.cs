using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace Microsoft.Data.Analysis;

public partial class DataFrame
{
    /// <summary>
    /// Reads a file (UTF-8 if nothing else is said) of lines with separated fields. Types are those given, else they are guessed from the
    /// first lines: bool, float, DateTime or string, never a whole number. "null" is a null, and so is an empty field where it is not text.
    /// </summary>
    public static DataFrame LoadCsv(
        string filename,
        char separator = ',', bool header = true,
        string[] columnNames = null, Type[] dataTypes = null,
        int numRows = -1, int guessRows = 10,
        bool addIndexColumn = false, Encoding encoding = null,
        bool renameDuplicatedColumns = false, CultureInfo cultureInfo = null)
    {
        using FileStream stream = new(filename, FileMode.Open);
        return LoadCsv(
            stream, separator, header, columnNames, dataTypes, numRows, guessRows,
            addIndexColumn, encoding, renameDuplicatedColumns, cultureInfo);
    }

    /// <summary>Reads from a stream, which must be able to seek, as from a file.</summary>
    public static DataFrame LoadCsv(
        Stream csvStream,
        char separator = ',', bool header = true,
        string[] columnNames = null, Type[] dataTypes = null,
        long numberOfRowsToRead = -1, int guessRows = 10, bool addIndexColumn = false,
        Encoding encoding = null, bool renameDuplicatedColumns = false, CultureInfo cultureInfo = null,
        Func<IEnumerable<string>, Type> guessTypeFunction = null)
    {
        if (!csvStream.CanSeek)
            throw new ArgumentException("The stream is read twice, so it must be able to seek.", nameof(csvStream));
        return Load(
            new CsvSource(csvStream, encoding ?? Encoding.UTF8),
            separator, header, columnNames, dataTypes, numberOfRowsToRead, guessRows,
            addIndexColumn, renameDuplicatedColumns, cultureInfo, guessTypeFunction);
    }

    /// <summary>Reads from text as from a file.</summary>
    public static DataFrame LoadCsvFromString(
        string csvString,
        char separator = ',', bool header = true,
        string[] columnNames = null, Type[] dataTypes = null,
        long numberOfRowsToRead = -1, int guessRows = 10, bool addIndexColumn = false,
        bool renameDuplicatedColumns = false,
        CultureInfo cultureInfo = null, Func<IEnumerable<string>, Type> guessTypeFunction = null)
        => Load(
            new CsvSource(csvString),
            separator, header, columnNames, dataTypes, numberOfRowsToRead, guessRows,
            addIndexColumn, renameDuplicatedColumns, cultureInfo, guessTypeFunction);

    /// <summary>Writes a file of separated fields; in ASCII if no encoding is given, so give one.</summary>
    public static void SaveCsv(
        DataFrame dataFrame, string path,
        char separator = ',', bool header = true,
        Encoding encoding = null, CultureInfo cultureInfo = null)
    {
        using FileStream stream = new(path, FileMode.Create);
        SaveCsv(dataFrame, stream, separator, header, encoding, cultureInfo);
    }

    /// <summary>Writes to a stream, which stays open, as to a file.</summary>
    public static void SaveCsv(
        DataFrame dataFrame, Stream csvStream,
        char separator = ',', bool header = true,
        Encoding encoding = null, CultureInfo cultureInfo = null)
    {
        CultureInfo culture = cultureInfo ?? CultureInfo.CurrentCulture;
        if (culture.NumberFormat.NumberDecimalSeparator == separator.ToString())
        {
            throw new ArgumentException(
                $"'{separator}' cannot separate the columns: the culture writes decimals with it.", nameof(separator));
        }

        using StreamWriter writer = new(csvStream, encoding ?? Encoding.ASCII, leaveOpen: true);
        if (dataFrame != null)
            new CsvWriter(writer, separator, culture).Write(dataFrame, header);
    }

    internal static DataFrameColumn CreateColumn(Type type, string name) => type switch
    {
        _ when type == typeof(string) => new StringDataFrameColumn(name),
        _ when type == typeof(bool) => new BooleanDataFrameColumn(name),
        _ when type == typeof(int) => new Int32DataFrameColumn(name),
        _ when type == typeof(long) => new Int64DataFrameColumn(name),
        _ when type == typeof(float) => new SingleDataFrameColumn(name),
        _ when type == typeof(double) => new DoubleDataFrameColumn(name),
        _ when type == typeof(DateTime) => new DateTimeDataFrameColumn(name),
        _ when type == typeof(byte) => new ByteDataFrameColumn(name),
        _ when type == typeof(sbyte) => new SByteDataFrameColumn(name),
        _ when type == typeof(char) => new CharDataFrameColumn(name),
        _ when type == typeof(short) => new Int16DataFrameColumn(name),
        _ when type == typeof(ushort) => new UInt16DataFrameColumn(name),
        _ when type == typeof(uint) => new UInt32DataFrameColumn(name),
        _ when type == typeof(ulong) => new UInt64DataFrameColumn(name),
        _ when type == typeof(decimal) => new DecimalDataFrameColumn(name),
        _ => throw new NotSupportedException($"Column '{name}' is to hold {type}, of which a data frame has no column."),
    };

    private static DataFrame Load(
        CsvSource source, char separator, bool header, string[] columnNames, Type[] dataTypes, long numberOfRowsToRead, int guessRows,
        bool addIndexColumn, bool renameDuplicatedColumns, CultureInfo cultureInfo, Func<IEnumerable<string>, Type> guessTypeFunction)
    {
        CsvLoader loader = new()
        {
            Separator = separator,
            Header = header,
            ColumnNames = columnNames,
            DataTypes = dataTypes,
            RowsToRead = numberOfRowsToRead,
            GuessRows = guessRows,
            AddIndexColumn = addIndexColumn,
            RenameDuplicatedColumns = renameDuplicatedColumns,
            Culture = cultureInfo ?? CultureInfo.CurrentCulture,
            GuessType = guessTypeFunction,
        };
        return loader.Load(source);
    }
}
