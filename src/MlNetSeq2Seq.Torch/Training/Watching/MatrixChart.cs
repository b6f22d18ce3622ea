using System.Globalization;
using System.Text;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training.Watching;

/// <summary>Draws a matrix as SVG: a square for each value, the stronger the larger it is, with a text for each row and column.</summary>
public static class MatrixChart
{
    private const int Cell = 18;
    private const int Gap = 8;

    // The texts of columns are turned by sixty degrees.
    private const double Rise = 0.87;
    private const double Run = 0.5;

    /// <summary>Draws values between their least and their largest, such as the lengths of hidden states.</summary>
    /// <param name="values">Shape [rows, columns]; what is no number stays empty.</param>
    /// <param name="rows">What stands beside the rows, one text for each.</param>
    /// <param name="columns">What stands above the columns, one text for each.</param>
    /// <returns>An <c>svg</c> element that needs nothing else; it follows the light or dark scheme of whoever looks at it.</returns>
    /// <exception cref="ArgumentException">There are more or fewer texts than rows or columns.</exception>
    public static string Draw(Tensor values, IReadOnlyList<string> rows, IReadOnlyList<string> columns) => Draw(nameof(MatrixChart), values, rows, columns, low: null, high: null);

    internal static string Draw(string who, Tensor values, IReadOnlyList<string> rows, IReadOnlyList<string> columns, float? low, float? high)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        if (!values.shape.AsSpan().SequenceEqual([rows.Count, columns.Count]))
        {
            throw new ArgumentException($"{who} got values of shape [{string.Join(", ", values.shape)}] for {rows.Count} rows and {columns.Count} columns.", nameof(values));
        }

        float[] all;
        using (NewDisposeScope())
        {
            all = values.detach().cpu().to(ScalarType.Float32).contiguous().data<float>().ToArray();
        }

        float[] finite = [.. all.Where(float.IsFinite).DefaultIfEmpty()];
        (float least, float most) = (low ?? finite.Min(), high ?? finite.Max());
        float range = most > least ? most - least : 1;
        int longest = columns.Select(ChartStyle.WidthOf).DefaultIfEmpty().Max();
        int left = rows.Select(ChartStyle.WidthOf).DefaultIfEmpty().Max() + (2 * Gap);
        int top = (int)(longest * Rise) + (2 * Gap) + 6;
        int width = left + (columns.Count * Cell) + (int)(longest * Run) + Gap;
        int height = top + (rows.Count * Cell) + Gap;
        var svg = new StringBuilder(ChartStyle.Begin(width, height, who));
        for (int column = 0; column < columns.Count; column++)
        {
            int x = left + (column * Cell) + (Cell / 2) + 4;
            Add($"""<text class="c-text" x="{x}" y="{top - Gap}" transform="rotate(-60 {x} {top - Gap})">{ChartStyle.Escaped(columns[column])}</text>""");
        }

        for (int row = 0; row < rows.Count; row++)
        {
            int y = top + (row * Cell);
            Add($"""<text class="c-text" x="{left - Gap}" y="{y + 13}" text-anchor="end">{ChartStyle.Escaped(rows[row])}</text>""");
            for (int column = 0; column < columns.Count; column++)
            {
                float value = all[(row * columns.Count) + column];
                string told = ChartStyle.Escaped(string.Create(CultureInfo.InvariantCulture, $"{rows[row]} → {columns[column]}: {value:f3}"));
                Add($"""<rect class="t0 c-grid" x="{left + (column * Cell)}" y="{y}" width="{Cell}" height="{Cell}" fill-opacity="{(float.IsNaN(value) ? 0 : Math.Clamp((value - least) / range, 0, 1)):f3}"><title>{told}</title></rect>""");
            }
        }

        return svg.Append("</svg>").ToString();

        void Add(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));
    }
}
