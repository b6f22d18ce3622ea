using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Unilm;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Training;

/// <summary>What the UniLM trainer is told.</summary>
public sealed record UnilmTrainerOptions : GenerationTrainerOptions, INetworkFactory
{
    /// <summary>The sizes of the network; null for BERT-base's with the vocabulary's size.</summary>
    public UnilmConfig? Network { get; init; }

    // It writes by filling a [MASK], which it has not learnt from next tokens.
    internal override LabelObjective Objectives => LabelObjective.MaskedTokens;

    /// <inheritdoc/>
    Seq2SeqModel INetworkFactory.Create() => new UnilmModel(Network ?? new UnilmConfig { VocabularySize = Vocabulary.Count });
}
