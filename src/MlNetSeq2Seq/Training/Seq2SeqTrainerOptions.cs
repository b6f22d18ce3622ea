using Microsoft.Extensions.Logging;
using Microsoft.ML;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Training;

/// <summary>What every sequence-to-sequence trainer is told.</summary>
public abstract record Seq2SeqTrainerOptions
{
    /// <summary>The vocabulary whose ids the columns hold.</summary>
    public required Vocabulary Vocabulary { get; init; }

    /// <summary>How text is cleaned and cut into tokens when the trained model writes; the same as the encoder's.</summary>
    public TextTokenizerOptions Tokenizer { get; init; } = new BertTextTokenizerOptions();

    /// <summary>The columns that are read.</summary>
    public SampleColumns Columns { get; init; } = new PrefixColumns();

    /// <summary>The labels that the trained network could use; others are refused where their column says what they are.</summary>
    internal virtual LabelObjective Objectives => Columns.Objectives;

    /// <summary>Epochs, learning rate, optimiser, seed.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>How rows become batches.</summary>
    public LengthBucketsOptions Batches { get; init; } = new();

    /// <summary>Encoded rows to measure on after every epoch, with the columns that are trained on; null for none.</summary>
    public IDataView? Validation { get; init; }

    /// <summary>
    /// The weights to begin with: a folder as Hugging Face publishes them, or a file in that form, as <see cref="Weights.WeightsFile.Open"/>
    /// takes them; null to begin with random ones.
    /// </summary>
    public string? InitialWeights { get; init; }

    /// <summary>
    /// A trained model whose weights are begun with, parameter by parameter of equal name; what it lacks, such as another head, begins
    /// random. Its vocabulary must be <see cref="Vocabulary"/>. The caller keeps and disposes it; null for none.
    /// </summary>
    public LanguageModel? InitialModel { get; init; }

    /// <summary>Where the model is trained, as libtorch writes it: <c>cpu</c>, <c>cuda</c> (the first card), <c>cuda:1</c>, <c>mps</c>. The trained model stays there.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Is told every step; null for nobody.</summary>
    public IProgress<TrainingStep>? Progress { get; init; }

    /// <summary>Is told every measurement on the validation rows; null for nobody.</summary>
    public IProgress<ValidationResult>? Validated { get; init; }

    /// <summary>Is told a step now and then, every validation and every skipped step; null for nobody.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>A folder for <c>metrics.jsonl</c>, TensorBoard's events, <c>report.html</c> and <c>loss.svg</c> of the training; null for none.</summary>
    public string? LogFolder { get; init; }

    /// <summary>Ends the training after the step in hand; the model keeps what it learnt.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Vocabulary and tokenizer of the sources, where these have others; null for the same.</summary>
    internal virtual PretrainedTokenizer? SourceTokenizer => null;

    /// <summary>Measures a model in training in ways of its own at each validation; null for none.</summary>
    internal virtual IModelScores? ScoresOf(LanguageModel model) => null;
}
