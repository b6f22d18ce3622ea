using System.Globalization;
using System.Text;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training.Watching;

/// <summary>Draws attention weights as SVG: a square for each query and key, the darker the more attention.</summary>
public static class AttentionChart
{
    private const int Cell = 18;
    private const int Margin = 72;

    /// <summary>Draws the weights of one head.</summary>
    /// <param name="weights">Shape [queries, keys], in [0, 1]; such as one row and head of a captured map.</param>
    /// <param name="queries">What stands beside the rows, one text for each query.</param>
    /// <param name="keys">What stands above the columns, one text for each key.</param>
    /// <returns>An <c>svg</c> element that needs nothing else.</returns>
    /// <exception cref="ArgumentException">There are more or fewer texts than queries or keys.</exception>
    public static string Draw(Tensor weights, IReadOnlyList<string> queries, IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(keys);
        if (!weights.shape.AsSpan().SequenceEqual([queries.Count, keys.Count]))
        {
            throw new ArgumentException($"AttentionChart got weights of shape [{string.Join(", ", weights.shape)}] for {queries.Count} queries and {keys.Count} keys.", nameof(weights));
        }

        float[] values;
        using (NewDisposeScope())
        {
            values = weights.detach().cpu().to(ScalarType.Float32).contiguous().data<float>().ToArray();
        }

        int width = Margin + (keys.Count * Cell) + 8;
        int height = Margin + (queries.Count * Cell) + 8;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="sans-serif" font-size="12" role="img"><rect width="{width}" height="{height}" fill="white"/>""");
        for (int key = 0; key < keys.Count; key++)
        {
            int x = Margin + (key * Cell) + (Cell / 2) + 4;
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{x}" y="{Margin - 6}" transform="rotate(-60 {x} {Margin - 6})" fill="#222">{CurveChart.Escaped(keys[key])}</text>""");
        }

        for (int query = 0; query < queries.Count; query++)
        {
            int y = Margin + (query * Cell);
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Margin - 6}" y="{y + 13}" text-anchor="end" fill="#222">{CurveChart.Escaped(queries[query])}</text>""");
            for (int key = 0; key < keys.Count; key++)
            {
                float weight = values[(query * keys.Count) + key];
                svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{Margin + (key * Cell)}" y="{y}" width="{Cell}" height="{Cell}" fill="#0072b2" fill-opacity="{Math.Clamp(weight, 0, 1):f3}" stroke="#e4e4e4"><title>{CurveChart.Escaped($"{queries[query]} → {keys[key]}: {weight.ToString("f3", CultureInfo.InvariantCulture)}")}</title></rect>""");
            }
        }

        return svg.Append("</svg>").ToString();
    }
}
