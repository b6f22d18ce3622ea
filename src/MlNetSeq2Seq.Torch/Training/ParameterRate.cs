using System.Globalization;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// How fast some parameters learn, as a factor of the learning rate. Where several patterns fit a name, their factors
/// are multiplied. The whole update is scaled, weight decay included.
/// </summary>
/// <param name="Pattern">What stands in the names of the parameters; <c>*</c> stands for any characters.</param>
/// <param name="Factor">The factor, at least 0.</param>
public sealed record ParameterRate(string Pattern, double Factor)
{
    /// <summary>
    /// Rates that fall from layer to layer, counted from the top: the top layer learns at the full rate, the layer below it
    /// at <paramref name="decay"/> of it, and so on. Source: Howard and Ruder, arXiv 1801.06146, section 3.2.
    /// </summary>
    /// <param name="layers">The number of layers, at least 1.</param>
    /// <param name="decay">The factor from one layer to the next below it, in (0, 1].</param>
    /// <param name="layerPattern">The name of a layer; <c>{0}</c> stands for its number from 0 at the bottom.</param>
    /// <param name="below">What lies below all layers and learns slowest, such as embeddings.</param>
    public static IReadOnlyList<ParameterRate> LayerWise(int layers, double decay, string layerPattern = ".layer.{0}.", params IReadOnlyList<string> below)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        ArgumentNullException.ThrowIfNull(layerPattern);
        if (decay is not (> 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(decay), decay, "Layer-wise rates fall by a factor in (0, 1].");
        }

        return
        [
            .. Enumerable.Range(0, layers).Select(layer => new ParameterRate(
                string.Format(CultureInfo.InvariantCulture, layerPattern, layer), Math.Pow(decay, layers - 1 - layer))),
            .. below.Select(pattern => new ParameterRate(pattern, Math.Pow(decay, layers))),
        ];
    }
}
