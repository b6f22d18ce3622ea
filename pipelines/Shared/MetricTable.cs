using System.Globalization;
using Microsoft.Data.Analysis;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>Prints a table of metrics.</summary>
internal static class MetricTable
{
    /// <summary>Writes what was measured, then each row of the columns metric and value on a line.</summary>
    public static void Print(string measured, DataFrame metrics)
    {
        Console.WriteLine(measured);
        foreach (DataFrameRow row in metrics.Rows)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row[0],-16}{row[1]:f4}"));
        }
    }

    /// <summary>Writes a table of any columns, numbers with four digits at most.</summary>
    public static void Print(DataFrame table)
    {
        string[][] lines =
        [
            [.. table.Columns.Select(column => column.Name)],
            .. table.Rows.Select(row => row.Select(value => string.Format(CultureInfo.InvariantCulture, value is double ? "{0:0.####}" : "{0}", value)).ToArray()),
        ];
        int[] widths = [.. Enumerable.Range(0, table.Columns.Count).Select(i => lines.Max(line => line[i].Length))];
        foreach (string[] line in lines)
        {
            Console.WriteLine(string.Join("  ", line.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))));
        }
    }
}
