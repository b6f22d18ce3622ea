namespace MlNetSeq2Seq.Models;

/// <summary>A network with published weights.</summary>
/// <param name="Network">The network; whoever receives it disposes it.</param>
/// <param name="Untrained">
/// The names of parameters that the weights lack, such as those of a new task's head; they have random values.
/// </param>
public sealed record PretrainedNetwork(Seq2SeqModel Network, IReadOnlyList<string> Untrained);
