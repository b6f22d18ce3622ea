using MlNetSeq2Seq.Classification;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Bert;

namespace MlNetSeq2Seq.Training;

/// <summary>What the trainer of classifiers is told.</summary>
public sealed record ClassifierTrainerOptions : Seq2SeqTrainerOptions, INetworkFactory
{
    /// <summary>Reads classes from the column <c>SequenceLabel</c>.</summary>
    public ClassifierTrainerOptions() => Columns = new MaskedColumns { SequenceLabel = "SequenceLabel" };

    /// <summary>
    /// The sizes of the network, which also say which network it is: a <see cref="BertConfig"/>, a
    /// <see cref="Models.GauAlpha.GauAlphaConfig"/>, …; its head becomes one for the labels. null for BERT-base's with the vocabulary's size.
    /// </summary>
    public IEncoderConfig? Network { get; init; }

    /// <summary>The labels, and how the trained model classifies.</summary>
    public required ClassifyTextOptions Classification { get; init; }

    /// <inheritdoc/>
    Seq2SeqModel INetworkFactory.Create() =>
        (Network ?? new BertConfig { VocabularySize = Vocabulary.Count }).CreateModel(EncoderHead.Classification, Classification.LabelNames.Count);
}
