using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Models;

/// <summary>
/// Refuses rows from which a network that writes from left to right would learn what it cannot do when it writes: to look at all of a
/// source before the target begins.
/// </summary>
internal static class AttentionCheck
{
    /// <summary>Checks who may look at whom in the rows of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="who">The model, for the message.</param>
    /// <param name="known">The kinds of attention that the model can learn with.</param>
    /// <exception cref="ArgumentException">A row has another kind.</exception>
    public static void Require(PaddedBatch batch, string who, params ReadOnlySpan<AttentionKind> known)
    {
        foreach (AttentionShape row in batch.Attention)
        {
            if (!known.Contains(row.Kind))
            {
                throw new ArgumentException(
                    $"{who} writes from left to right, but the batch has a row with the attention {row.Kind}, in which tokens see what stands behind them; "
                    + $"wanted is {string.Join(" or ", known.ToArray())}, as causal samples have it.",
                    nameof(batch));
            }
        }
    }
}
