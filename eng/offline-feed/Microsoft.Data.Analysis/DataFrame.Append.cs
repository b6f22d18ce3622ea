using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Microsoft.Data.Analysis;

public partial class DataFrame
{
    /// <summary>A frame of the named columns, filled row by row.</summary>
    public static DataFrame LoadFrom(IEnumerable<IList<object>> vals, IList<(string, Type)> columnInfos)
    {
        DataFrame frame = new(columnInfos.Select(info => CreateColumn(info.Item2, info.Item1)));
        foreach (IList<object> row in vals)
            frame.Append(row, inPlace: true);
        return frame;
    }

    /// <summary>Appends rows by the names of their columns.</summary>
    public DataFrame Append(IEnumerable<DataFrameRow> rows, bool inPlace = false, CultureInfo cultureInfo = null)
    {
        DataFrame frame = inPlace ? this : Clone();
        foreach (DataFrameRow row in rows)
            frame.Append(row.GetValues(), inPlace: true, cultureInfo);
        return frame;
    }

    /// <summary>
    /// Appends a row by position, converting values to the types of the columns. Columns beyond the row, and all of them when the
    /// row is missing, get null; so does the text "null", and empty text in a column that is not of strings.
    /// </summary>
    public DataFrame Append(IEnumerable<object> row = null, bool inPlace = false, CultureInfo cultureInfo = null)
    {
        DataFrame frame = inPlace ? this : Clone();
        List<object> values = new(frame.Columns.Count);
        foreach (object value in row ?? Enumerable.Empty<object>())
        {
            if (values.Count == frame.Columns.Count)
                throw new ArgumentException($"The row has more than {values.Count} values, one for each column.", nameof(row));
            DataFrameColumn column = frame.Columns[values.Count];
            values.Add(ToColumnType(IsNullText(value, column) ? null : value, column, cultureInfo));
        }
        frame.AppendConverted(values);
        return frame;
    }

    /// <summary>Appends a row by names, converting values to the types of the columns. Columns that are not named get null.</summary>
    public DataFrame Append(IEnumerable<KeyValuePair<string, object>> row, bool inPlace = false, CultureInfo cultureInfo = null)
    {
        ArgumentNullException.ThrowIfNull(row);
        DataFrame frame = inPlace ? this : Clone();
        object[] values = new object[frame.Columns.Count];
        foreach (KeyValuePair<string, object> cell in row)
        {
            int index = frame.Columns.IndexOf(cell.Key);
            if (index < 0)
                throw DataFrameColumnCollection.NoSuchColumn(cell.Key, "columnName");
            values[index] = ToColumnType(cell.Value, frame.Columns[index], cultureInfo);
        }
        frame.AppendConverted(values);
        return frame;
    }

    // All values have been converted by now: a row that does not fit leaves the frame as it was.
    private void AppendConverted(IReadOnlyList<object> values)
    {
        for (int i = 0; i < Columns.Count; i++)
        {
            DataFrameColumn column = Columns[i];
            column.Resize(column.Length + 1);
            if (i < values.Count && values[i] != null)
                column[column.Length - 1] = values[i];
        }
        Columns.RowCount++;
    }

    private static bool IsNullText(object value, DataFrameColumn column)
        => value is string text
            && ((text.Length == 0 && column.DataType != typeof(string)) || text.Equals("null", StringComparison.OrdinalIgnoreCase));

    private static object ToColumnType(object value, DataFrameColumn column, CultureInfo culture)
        => value is null ? null : Convert.ChangeType(value, column.DataType, culture ?? CultureInfo.CurrentCulture);
}
