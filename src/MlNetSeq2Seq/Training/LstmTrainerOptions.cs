using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Lstm;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Training;

/// <summary>What the recurrent language model's trainer is told.</summary>
/// <remarks>A row is one document: <see cref="CausalColumns.DocumentIds"/> of packed rows are refused, as a state cannot be masked.</remarks>
public sealed record LstmTrainerOptions : GenerationTrainerOptions, INetworkFactory
{
    /// <summary>Makes options that read <see cref="CausalColumns"/>.</summary>
    public LstmTrainerOptions() => Columns = new CausalColumns();

    /// <summary>The sizes of the network; null for the defaults of its config with the vocabulary's size.</summary>
    public LstmConfig? Network { get; init; }

    // Prefix rows may hold either task; a network that writes from left to right learns the one.
    internal override LabelObjective Objectives => LabelObjective.NextTokens;

    /// <inheritdoc/>
    Seq2SeqModel INetworkFactory.Create() => new LstmModel(Network ?? new LstmConfig { VocabularySize = Vocabulary.Count });
}
