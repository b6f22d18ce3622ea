using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training.Watching;

/// <summary>Draws attention weights as SVG: a square for each query and key, the stronger the more attention.</summary>
public static class AttentionChart
{
    /// <summary>Draws the weights of one head.</summary>
    /// <param name="weights">Shape [queries, keys], in [0, 1]; such as one row and head of a captured map.</param>
    /// <param name="queries">What stands beside the rows, one text for each query.</param>
    /// <param name="keys">What stands above the columns, one text for each key.</param>
    /// <returns>An <c>svg</c> element that needs nothing else; it follows the light or dark scheme of whoever looks at it.</returns>
    /// <exception cref="ArgumentException">There are more or fewer texts than queries or keys.</exception>
    public static string Draw(Tensor weights, IReadOnlyList<string> queries, IReadOnlyList<string> keys) => MatrixChart.Draw(nameof(AttentionChart), weights, queries, keys, low: 0, high: 1);
}
