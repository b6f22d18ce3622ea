using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.Lstm;

/// <summary>What the decoder sees of the sources.</summary>
/// <param name="Summary">The largest value of each feature over all tokens, shape [rows, hiddenSize].</param>
/// <param name="Keys">Shape [rows, heads, sourceLength, headSize].</param>
/// <param name="Values">Shape [rows, heads, sourceLength, headSize].</param>
/// <param name="Mask">0 at tokens, a large negative number at padding; shape [rows, 1, 1, sourceLength].</param>
/// <param name="Prior">What is added to the scores of tokens, shape [rows, vocabulary]; null for networks without it.</param>
internal readonly record struct TitleSource(Tensor Summary, Tensor Keys, Tensor Values, Tensor Mask, Tensor? Prior);
