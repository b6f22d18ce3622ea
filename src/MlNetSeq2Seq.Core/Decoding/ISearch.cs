namespace MlNetSeq2Seq.Decoding;

/// <summary>
/// A way to find what a model wants to say. Holds no state: one instance serves several threads, each with its own session.
/// </summary>
public interface ISearch
{
    /// <summary>Writes one or more texts for each source of a session.</summary>
    /// <param name="session">A new session; it is used up, and not disposed.</param>
    /// <param name="keys">
    /// A number for each source that chance draws depend on, shape [sources], so that a source gets the same text in every batch; empty for
    /// the number of the source. Searches without chance do not look at it.
    /// </param>
    /// <param name="cancellationToken">Looked at before every step.</param>
    /// <returns>For each source its hypotheses, the best first.</returns>
    /// <exception cref="InvalidOperationException">The model gave logits that are no numbers.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Hypothesis[][] Run(IDecoderSession session, ReadOnlySpan<ulong> keys = default, CancellationToken cancellationToken = default);
}
