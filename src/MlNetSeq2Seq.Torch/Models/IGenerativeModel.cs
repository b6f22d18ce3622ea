using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Models;

/// <summary>A model that writes text.</summary>
public interface IGenerativeModel
{
    /// <summary>Whether source and what is written share the model's positions; an encoder-decoder has positions for each.</summary>
    bool SharesPositions => true;

    /// <summary>Begins to write for sources.</summary>
    /// <param name="sources">What is read before writing, special tokens included; as the objective's layout makes them.</param>
    /// <param name="options">Ids that the session needs of the vocabulary.</param>
    /// <returns>A session over the model; the model must be in evaluation mode and live as long as the session.</returns>
    /// <exception cref="ArgumentException">There is no source, or one is too long.</exception>
    IDecoderSession Start(IReadOnlyList<PrefixSample> sources, DecoderSessionOptions options);
}
