using MlNetSeq2Seq;
using MlNetSeq2Seq.Classification;
using MlNetSeq2Seq.Clue;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Inference;
using MlNetSeq2Seq.Reading;

namespace Microsoft.ML;

/// <content>Classes of texts and answers in them, and CLUE's files of both.</content>
public sealed partial class Seq2SeqCatalog
{
    /// <summary>Reads a file of a CLUE classification task; the columns are those of <see cref="ClueExample"/>.</summary>
    /// <param name="task">The task.</param>
    /// <param name="path">The file: JSON lines, UTF-8.</param>
    /// <param name="options">Where published readers differ; null for the defaults.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A line is no row of the task; the message has its number.</exception>
    public IDataView LoadClue(ClueTask task, string path, ClueTaskOptions? options = null) => _context.Data.LoadFromEnumerable(ClueFile.Read(task, path, options));

    /// <summary>Reads a file of CMRC2018, or another in the form of SQuAD; the columns are those of <see cref="ReadingExample"/>.</summary>
    /// <param name="path">The file: JSON, UTF-8.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file has another form; the message says what is missing.</exception>
    public IDataView LoadCmrc(string path) => _context.Data.LoadFromEnumerable(CmrcFile.Read(path));

    /// <summary>Encodes one or two texts whose class is to be learnt.</summary>
    /// <param name="options">The vocabulary, labels, columns and lengths.</param>
    public EncodeClassificationEstimator EncodeClassification(EncodeClassificationOptions options) => new(options);

    /// <summary>Encodes questions about texts, whose answers are to be found there.</summary>
    /// <param name="options">The vocabulary, columns and lengths.</param>
    public EncodeReadingEstimator EncodeReading(EncodeReadingOptions options) => new(options);

    /// <summary>Puts a model that tells the labels of texts into a pipeline.</summary>
    /// <param name="model">The model; the caller keeps it alive and disposes it.</param>
    /// <param name="options">The labels, columns and lengths.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the model does not score so many classes.</exception>
    public TextModelEstimator<ClassifyTextTransformer> ClassifyText(LanguageModel model, ClassifyTextOptions options) =>
        new(new ClassifyTextTransformer(model, options, ownsModel: false));

    /// <summary>Puts a model that finds answers in texts into a pipeline.</summary>
    /// <param name="model">The model; the caller keeps it alive and disposes it.</param>
    /// <param name="options">Columns, lengths and candidates; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the model cannot tell where answers stand.</exception>
    public TextModelEstimator<ReadingTransformer> ReadAnswers(LanguageModel model, ReadAnswersOptions? options = null) =>
        new(new ReadingTransformer(model, options ?? new ReadAnswersOptions(), ownsModel: false));
}
