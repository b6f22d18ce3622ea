using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Reading;

namespace MlNetSeq2Seq.Training;

/// <summary>What the trainer of readers, which find answers in texts, is told.</summary>
public sealed record ReaderTrainerOptions : Seq2SeqTrainerOptions, INetworkFactory
{
    /// <summary>Reads <see cref="ReadingColumns"/> under their default names.</summary>
    public ReaderTrainerOptions() => Columns = new ReadingColumns();

    /// <summary>
    /// The sizes of the network, which also say which network it is: a <see cref="BertConfig"/>, a
    /// <see cref="Models.GauAlpha.GauAlphaConfig"/>, …; its head becomes one for answers. null for BERT-base's with the vocabulary's size.
    /// </summary>
    public IEncoderConfig? Network { get; init; }

    /// <summary>How the trained model finds answers.</summary>
    public ReadAnswersOptions Reading { get; init; } = new();

    /// <inheritdoc/>
    Seq2SeqModel INetworkFactory.Create() => (Network ?? new BertConfig { VocabularySize = Vocabulary.Count }).CreateModel(EncoderHead.Reading);
}
