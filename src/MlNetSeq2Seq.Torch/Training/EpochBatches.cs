using System.Text.Json.Nodes;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Training;

/// <summary>The batches of a training, epoch by epoch.</summary>
/// <param name="Count">How many batches every epoch has.</param>
/// <param name="Of">The batches of an epoch, by its number from 0; read on a thread other than the loop's.</param>
public sealed record EpochBatches(int Count, Func<int, IEnumerable<PaddedBatch>> Of)
{
    /// <summary>
    /// What the training is made of besides its options and its network, by name, such as a hash of the rows: a training goes on from a
    /// checkpoint only where all is the same, and what differs is named.
    /// </summary>
    public JsonObject Description { get; init; } = [];
}
