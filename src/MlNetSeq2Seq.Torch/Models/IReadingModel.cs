using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models;

/// <summary>A model that can have <see cref="EncoderHead.Reading"/>: it tells where in a row an answer stands.</summary>
public interface IReadingModel
{
    /// <summary>How well each place would do as the first and as the last token of the answer.</summary>
    /// <param name="batch">The batch; labels are not looked at.</param>
    /// <returns>Shape [rows, length, 2], first and last; minus infinity on padding; float32.</returns>
    /// <exception cref="InvalidOperationException">The model has another head.</exception>
    Tensor AnswerScores(PaddedBatch batch);
}
