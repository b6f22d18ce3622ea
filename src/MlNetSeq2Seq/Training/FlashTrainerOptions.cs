using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Flash;

namespace MlNetSeq2Seq.Training;

/// <summary>What the FLASH trainer is told.</summary>
/// <remarks>With <see cref="CausalColumns"/> and a causal network it is trained from left to right, to write text with <c>GenerateText</c>.</remarks>
public sealed record FlashTrainerOptions : MaskedLmTrainerOptions, INetworkFactory
{
    /// <summary>The sizes of the network; null for the defaults of its config with the vocabulary's size.</summary>
    public FlashConfig? Network { get; init; }

    /// <inheritdoc/>
    Seq2SeqModel INetworkFactory.Create() => new FlashModel(Network ?? new FlashConfig { VocabularySize = Vocabulary.Count });
}
