using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Gpt;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Training;

/// <summary>What the GPT trainer is told.</summary>
/// <remarks>
/// Pairs that <see cref="EncodePrefixPairsEstimator"/> encodes for the next token are learnt with the same columns: from left to right, as the
/// network writes. Read with <see cref="PrefixColumns"/> they would show it the whole source at once, which it does not see when it writes, and
/// are refused.
/// </remarks>
public sealed record GptTrainerOptions : GenerationTrainerOptions, INetworkFactory
{
    /// <summary>Makes options that read <see cref="CausalColumns"/>.</summary>
    public GptTrainerOptions() => Columns = new CausalColumns();

    /// <summary>The sizes of the network; null for the defaults of its config with the vocabulary's size.</summary>
    public GptConfig? Network { get; init; }

    // Prefix rows may hold either task; a network that writes from left to right learns the one.
    internal override LabelObjective Objectives => LabelObjective.NextTokens;

    /// <inheritdoc/>
    Seq2SeqModel INetworkFactory.Create() => new GptModel(Network ?? new GptConfig { VocabularySize = Vocabulary.Count });
}
