using System;
using System.Linq;
using System.Text;

namespace Microsoft.Data.Analysis;

public partial class DataFrame
{
    internal const int RowsInPreview = 25;

    private const int NarrowestColumn = 10;
    private const string CountOfValues = "Length (excluding null values)";

    /// <summary>Of each column, the type and the number of values that are not null.</summary>
    public DataFrame Info()
    {
        DataFrame info = new();
        if (Columns.Count > 0)
            info.Columns.Add(new StringDataFrameColumn("Info", new[] { "DataType", CountOfValues }));
        foreach (DataFrameColumn column in Columns)
            info.Columns.Add(column.Info());
        return info;
    }

    /// <summary>Of each column of numbers or dates, the number of values, the greatest, the least and the mean.</summary>
    public DataFrame Description()
    {
        DataFrame description = new();
        DataFrameColumn[] described = Columns.Where(column => column.HasDescription()).ToArray();
        if (described.Length > 0)
            description.Columns.Add(new StringDataFrameColumn("Description", new[] { CountOfValues, "Max", "Min", "Mean" }));
        foreach (DataFrameColumn column in described)
            description.Columns.Add(column.Description());
        return description;
    }

    /// <summary>The first 25 rows as a table.</summary>
    public override string ToString() => ToString(RowsInPreview);

    /// <summary>A header line and a line for each row, the cells padded to equal width.</summary>
    public string ToString(long rowsToShow)
    {
        int width = Columns.Select(column => column.Name.Length + 1).Append(NarrowestColumn).Max();
        StringBuilder text = new();
        foreach (DataFrameColumn column in Columns)
            text.Append(column.Name.PadRight(width));
        text.AppendLine();

        long shown = Math.Min(Rows.Count, rowsToShow);
        for (long row = 0; row < shown; row++)
        {
            foreach (object value in Rows[row])
                text.Append((value ?? "null").ToString().PadRight(width));
            text.AppendLine();
        }
        if (shown < Rows.Count)
            text.Append(RowsNotShown(rowsToShow, Rows.Count)).AppendLine();
        return text.ToString();
    }

    internal static string RowsNotShown(long shown, long all) => $"  ... {shown} of total {all}";
}
