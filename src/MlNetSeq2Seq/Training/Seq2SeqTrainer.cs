using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Weights;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// Trains a sequence-to-sequence network on encoded rows and gives a transformer that writes text with it.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>InputIds, SegmentIds, Labels (read)</term><description>vectors of Int32 of one length</description></item>
/// <item><term>SourceLength, Attention (read)</term><description>Int32</description></item>
/// <item><term>Generated, Candidates, Scores (written by the model)</term><description>text, vector of text, vector of Single</description></item>
/// </list>
/// Every epoch opens the rows with a generator made of (seed, epoch), so noise differs between epochs and a run repeats.
/// Put <c>AppendCacheCheckpoint</c> before the noise to keep what is costly to compute, after it to see the same noise
/// in every epoch.
/// </remarks>
public sealed class Seq2SeqTrainer : IEstimator<TextGenerationTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly Seq2SeqTrainerOptions _options;
    private readonly ColumnContract _reads;
    private readonly ColumnContract _writes;

    internal Seq2SeqTrainer(IHostEnvironment environment, Seq2SeqTrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Training.Validate();
        options.Generation.Validate();
        (_environment, _options) = (environment, options);
        _reads = PrefixSampleReader.Columns(options.Columns);
        _writes = TextGenerationTransformer.ColumnsOf(options.Generation);
    }

    /// <summary>What the last <see cref="Fit"/> did; null before the first.</summary>
    public TrainingResult? Result { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column that is read is missing or has another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _reads.Extend(inputSchema);
        return _writes.Extend(inputSchema);
    }

    /// <summary>Trains a network. Cancelling, and values that are not finite, end the training and give the model as the last good step left it; <see cref="Result"/> says which.</summary>
    /// <param name="input">Encoded rows, and the text column that the trained model will read.</param>
    /// <returns>A transformer that writes text; it owns the network.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column that is read is missing or has another type.</exception>
    /// <exception cref="ArgumentException">There are no rows, or one is longer than the network or the batches allow.</exception>
    /// <exception cref="InvalidDataException">The initial weights are damaged or belong to another network.</exception>
    public TextGenerationTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _reads.Check(input.Schema);
        _writes.Check(input.Schema);
        using IChannel channel = _environment.Start(nameof(Seq2SeqTrainer));

        // The one place where libtorch's generator is seeded: initial weights and dropout draw from it.
        manual_seed(_options.Training.Seed);
        Seq2SeqModel network = ((INetworkFactory)_options).Create();
        try
        {
            if (_options.InitialWeights is { } path)
            {
                StateDict.Load(network, path, network.IsRedundantWeight);
            }

            var model = new TextGenerationModel(network, _options.Vocabulary, _options.Tokenizer);
            var transformer = new TextGenerationTransformer(model, _options.Generation);
            TorchSharp.ModuleExtensionMethods.to(network, device(_options.Device));
            Result = Train(network, input, channel);
            return transformer;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private TrainingResult Train(Seq2SeqModel network, IDataView input, IChannel channel)
    {
        int padding = SpecialIds().PaddingId;
        var reader = new PrefixSampleReader(input, _options.Columns, network.VocabularySize);
        var buckets = new LengthBuckets(reader.ReadLengths(), _options.Batches with { Seed = _options.Training.Seed });
        channel.Info($"{reader.RowCount} rows in {buckets.BatchCount} batches, {_options.Training.Epochs} epochs");
        var training = new EpochBatches(buckets.BatchCount, epoch => Batches(reader.ReadEpoch(_options.Training.Seed, epoch), buckets.Epoch(epoch), padding));
        var watch = new ChannelProgress(channel, _options.Validated);
        TrainingResult result = new TrainingLoop(network, _options.Training)
            .Run(training, ValidationBatches(network, padding), _options.Progress, watch, _options.CancellationToken);
        if (result.End != TrainingEnd.Completed)
        {
            channel.Warning($"Training ended early after {result.Steps.Count} steps: {result.End}. The model is as the last good step left it.");
        }

        return result;
    }

    private Func<IEnumerable<PaddedBatch>>? ValidationBatches(Seq2SeqModel network, int padding)
    {
        if (_options.Validation is not { } view)
        {
            return null;
        }

        _reads.Check(view.Schema);
        var reader = new PrefixSampleReader(view, _options.Columns, network.VocabularySize);
        var buckets = new LengthBuckets(reader.ReadLengths(), _options.Batches with { Shuffle = false });

        // The canonical pass: every epoch is measured on the same noise.
        PrefixSample[] samples = reader.ReadCanonical();
        return () => Batches(samples, buckets.Epoch(0), padding);
    }

    private static IEnumerable<PaddedBatch> Batches(PrefixSample[] samples, int[][] batches, int padding) =>
        batches.Select(rows => PaddedBatch.Of([.. rows.Select(row => samples[row])], padding));

    private Tokens.SpecialTokens SpecialIds() => Tokens.SpecialTokens.Of(_options.Vocabulary, _options.Tokenizer.SpecialTokenNames);

    private sealed class ChannelProgress(IChannel channel, IProgress<ValidationResult>? next) : IProgress<ValidationResult>
    {
        public void Report(ValidationResult value)
        {
            channel.Info($"Epoch {value.Epoch + 1}, step {value.Step}: validation loss {value.Loss:f4}, perplexity {value.Perplexity:f2}, accuracy {value.Accuracy:p1}");
            next?.Report(value);
        }
    }
}
