using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Bert;

namespace MlNetSeq2Seq.Training;

/// <summary>What the BERT trainer is told.</summary>
/// <remarks>Where the columns name a sequence label, the network needs <see cref="EncoderHead.PreTraining"/>, the default, to learn it.</remarks>
public sealed record BertTrainerOptions : MaskedLmTrainerOptions, INetworkFactory
{
    /// <summary>The sizes of the network; null for BERT-base's with the vocabulary's size.</summary>
    public BertConfig? Network { get; init; }

    /// <inheritdoc/>
    Seq2SeqModel INetworkFactory.Create() => new BertModel(Network ?? new BertConfig { VocabularySize = Vocabulary.Count });
}
