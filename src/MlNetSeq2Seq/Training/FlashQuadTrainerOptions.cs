using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.FlashQuad;

namespace MlNetSeq2Seq.Training;

/// <summary>What the FLASHQuad trainer is told.</summary>
/// <remarks>With <see cref="CausalColumns"/> it is trained from left to right, to write text with <c>GenerateText</c>.</remarks>
public sealed record FlashQuadTrainerOptions : MaskedLmTrainerOptions, INetworkFactory
{
    /// <summary>The sizes of the network; null for the defaults of its config with the vocabulary's size.</summary>
    public FlashQuadConfig? Network { get; init; }

    /// <inheritdoc/>
    Seq2SeqModel INetworkFactory.Create() => new FlashQuadModel(Network ?? new FlashQuadConfig { VocabularySize = Vocabulary.Count });
}
