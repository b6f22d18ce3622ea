using System.Globalization;
using Microsoft.Data.Analysis;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>Prints a table of metrics.</summary>
internal static class MetricTable
{
    /// <summary>Writes each row of the columns metric and value on a line.</summary>
    public static void Print(long pairs, DataFrame metrics)
    {
        Console.WriteLine($"{pairs} pairs");
        foreach (DataFrameRow row in metrics.Rows)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row[0],-16}{row[1]:f4}"));
        }
    }
}
