using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.GauAlpha;

namespace MlNetSeq2Seq.Training;

/// <summary>What the GAU-alpha trainer is told.</summary>
/// <remarks>With <see cref="CausalColumns"/> it is trained from left to right, to write text with <c>GenerateText</c>.</remarks>
public sealed record GauAlphaTrainerOptions : MaskedLmTrainerOptions, INetworkFactory
{
    /// <summary>The sizes of the network; null for the defaults of its config with the vocabulary's size.</summary>
    public GauAlphaConfig? Network { get; init; }

    /// <inheritdoc/>
    Seq2SeqModel INetworkFactory.Create() => new GauAlphaModel(Network ?? new GauAlphaConfig { VocabularySize = Vocabulary.Count });
}
