using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Metrics;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Reading;

namespace MlNetSeq2Seq.Training;

/// <summary>What the trainer of readers, which find answers in texts, is told.</summary>
public sealed record ReaderTrainerOptions : Seq2SeqTrainerOptions, INetworkFactory
{
    /// <summary>The name of <see cref="CmrcScore.Average"/> as a metric, by which CMRC2018's source keeps the best model.</summary>
    public const string AverageName = nameof(CmrcScore.Average);

    /// <summary>Reads <see cref="ReadingColumns"/> under their default names.</summary>
    public ReaderTrainerOptions() => Columns = new ReadingColumns();

    /// <summary>
    /// The sizes of the network, which also say which network it is: a <see cref="BertConfig"/>, a
    /// <see cref="Models.GauAlpha.GauAlphaConfig"/>, …; its head becomes one for answers. null for BERT-base's with the vocabulary's size.
    /// </summary>
    public IEncoderConfig? Network { get; init; }

    /// <summary>How the trained model finds answers.</summary>
    public ReadAnswersOptions Reading { get; init; } = new();

    /// <summary>
    /// Questions whose answers are looked for at each validation, which adds F1, ExactMatch and Average of <see cref="CmrcScore"/> to its scores;
    /// empty for none. Needs <see cref="Seq2SeqTrainerOptions.Validation"/>; questions without known answers are passed over.
    /// </summary>
    public IReadOnlyList<ReadingExample> ValidationQuestions { get; init; } = [];

    /// <inheritdoc/>
    internal override IModelScores? ScoresOf(LanguageModel model) => ValidationQuestions.Count == 0 ? null
        : Validation is null ? throw new ArgumentException("The trainer has questions to answer at each validation, but no rows to validate on.")
        : new ReadingValidation(new AnswerReader(model, Reading), ValidationQuestions);

    /// <inheritdoc/>
    Seq2SeqModel INetworkFactory.Create() => (Network ?? new BertConfig { VocabularySize = Vocabulary.Count }).CreateModel(EncoderHead.Reading);
}
