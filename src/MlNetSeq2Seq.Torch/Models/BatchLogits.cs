using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models;

/// <summary>What a model says of a batch.</summary>
/// <param name="Tokens">Scores of all tokens at the labelled positions, shape [labels, vocabulary], float32.</param>
/// <param name="Sequence">Scores of the classes of each row, shape [rows, classes], float32; null for models without such a head.</param>
public readonly record struct BatchLogits(Tensor Tokens, Tensor? Sequence = null);
