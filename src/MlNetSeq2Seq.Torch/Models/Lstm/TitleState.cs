using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.Lstm;

/// <summary>The state of the decoder's two layers, each tensor of shape [1, rows, hiddenSize].</summary>
internal readonly record struct TitleState(Tensor FirstHidden, Tensor FirstCell, Tensor SecondHidden, Tensor SecondCell);
