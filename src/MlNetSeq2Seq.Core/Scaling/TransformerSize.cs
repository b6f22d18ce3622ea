namespace MlNetSeq2Seq.Scaling;

/// <summary>The sizes of a Transformer encoder that the scaling laws ask for.</summary>
/// <param name="Layers">Number of layers.</param>
/// <param name="Hidden">Width of a token.</param>
/// <param name="Intermediate">Width inside the feed-forward part.</param>
/// <param name="PoolerLayers">Dense layers from width to width after the last layer.</param>
public sealed record TransformerSize(int Layers, int Hidden, int Intermediate, int PoolerLayers = 0)
{
    /// <summary>
    /// Parameters without the embeddings, as the UniLM source counts them: for each layer four projections of attention, two of the
    /// feed-forward part and two layer norms, all with biases; that is what a BERT layer really has.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    public long NonEmbeddingParameters
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(Layers);
            ArgumentOutOfRangeException.ThrowIfNegative(Hidden);
            ArgumentOutOfRangeException.ThrowIfNegative(Intermediate);
            ArgumentOutOfRangeException.ThrowIfNegative(PoolerLayers);
            long dense = ((long)Hidden * Hidden) + Hidden;
            long attention = 4 * dense;
            long feedForward = (2L * Hidden * Intermediate) + Intermediate + Hidden;
            long norms = 4L * Hidden;
            return (Layers * (attention + feedForward + norms)) + (PoolerLayers * dense);
        }
    }
}
