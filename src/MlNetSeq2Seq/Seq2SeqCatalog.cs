using MlNetSeq2Seq;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Weights;

namespace Microsoft.ML;

/// <summary>The components of MlNetSeq2Seq: what stands behind <c>mlContext.Seq2Seq()</c>.</summary>
public sealed partial class Seq2SeqCatalog
{
    private readonly MLContext _context;

    internal Seq2SeqCatalog(MLContext context)
    {
        _context = context;
        Trainers = new Seq2SeqTrainers(context);
    }

    /// <summary>The trainers.</summary>
    public Seq2SeqTrainers Trainers { get; }

    /// <summary>Reads a file of text pairs, one a line; the columns are <c>Source</c> and <c>Target</c>.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="separator">What stands between source and target; the default is U+0001.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A line is no pair, or no UTF-8; the message has its number.</exception>
    public IDataView LoadPairs(string path, char separator = TextPairFile.DefaultSeparator) =>
        _context.Data.LoadFromEnumerable(TextPairFile.Read(path, separator));

    /// <summary>Reads a file of text pairs as JSON lines, such as questions and answers; the columns are <c>Source</c> and <c>Target</c>.</summary>
    /// <param name="path">The file: UTF-8, an object a line.</param>
    /// <param name="sourceKey">The member of an object that becomes the source.</param>
    /// <param name="targetKey">The member that becomes the target.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A line is no such object; the message has its number.</exception>
    public IDataView LoadJsonPairs(string path, string sourceKey = JsonPairFile.DefaultSourceKey, string targetKey = JsonPairFile.DefaultTargetKey) =>
        _context.Data.LoadFromEnumerable(JsonPairFile.Read(path, sourceKey, targetKey));

    /// <summary>Encodes pairs of texts for UniLM.</summary>
    /// <param name="options">The vocabulary, columns and noise.</param>
    public EncodePrefixPairsEstimator EncodePrefixPairs(EncodePrefixPairsOptions options) => new(options);

    /// <summary>Encodes pairs of texts for encoder-decoders (BART, T5).</summary>
    /// <param name="options">The vocabulary, columns and lengths.</param>
    /// <exception cref="ArgumentException">A length is too small, or two columns have one name.</exception>
    public EncodeSeq2SeqPairsEstimator EncodeSeq2SeqPairs(EncodeSeq2SeqPairsOptions options) => new(options);

    /// <summary>Saves a model as ML.NET does, but aside and renamed: if saving fails, an older zip of that name is still whole.</summary>
    /// <param name="model">The model, for example a fitted pipeline.</param>
    /// <param name="inputSchema">The schema of the data that the model reads.</param>
    /// <param name="path">The zip.</param>
    /// <exception cref="IOException">The zip cannot be written, for example because the disk is full; what was there before is untouched.</exception>
    public void SaveModel(ITransformer model, DataViewSchema inputSchema, string path) =>
        AtomicFile.Write(path, stream => _context.Model.Save(model, inputSchema, stream));

    /// <summary>Loss, perplexity and accuracy of a model over the labels of encoded rows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Encoded rows.</param>
    /// <param name="columns">The columns that are read; null for <see cref="PrefixColumns"/>' default names.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ValidationResult Measure(LanguageModel model, IDataView data, SampleColumns? columns = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        return SampleReader.Measure(model, data, columns ?? new PrefixColumns(), cancellationToken).Result;
    }
}
