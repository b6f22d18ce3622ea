using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Weights;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// Trains a network on encoded rows and gives a transformer that uses it: one that writes text, fills masks, …
/// </summary>
/// <typeparam name="TTransformer">What the trained network becomes.</typeparam>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>InputIds, Labels and others (read)</term><description>what the <see cref="SampleColumns"/> of the options name</description></item>
/// <item><term>written by the model</term><description>what <typeparamref name="TTransformer"/> says</description></item>
/// </list>
/// Every epoch opens the rows with a generator made of (seed, epoch), so noise differs between epochs and a run repeats.
/// Put <c>AppendCacheCheckpoint</c> before the noise to keep what is costly to compute, after it to see the same noise
/// in every epoch.
/// </remarks>
public sealed class Seq2SeqTrainer<TTransformer> : IEstimator<TTransformer>
    where TTransformer : class, ITransformer
{
    private const string Name = "Seq2SeqTrainer";
    private readonly IHostEnvironment _environment;
    private readonly Seq2SeqTrainerOptions _options;
    private readonly ColumnContract _reads;
    private readonly ColumnContract _writes;
    private readonly Func<LanguageModel, TTransformer> _finish;

    /// <summary>Prepares a trainer.</summary>
    /// <param name="environment">Takes messages.</param>
    /// <param name="options">The options; they make the network too.</param>
    /// <param name="writes">The columns of the transformer.</param>
    /// <param name="finish">Makes the transformer of the trained model.</param>
    internal Seq2SeqTrainer(IHostEnvironment environment, Seq2SeqTrainerOptions options, ColumnContract writes, Func<LanguageModel, TTransformer> finish)
    {
        options.Training.Validate();
        (_environment, _options, _finish) = (environment, options, finish);

        // What the trained model reads need not be there in training: tokens of a prepared corpus have lost their text.
        _writes = writes with { Reads = [] };
        _reads = SampleReader.Columns(options.Columns);
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
    /// <param name="input">Encoded rows. The columns that the trained model will read may be absent; it asks for them when it is used.</param>
    /// <returns>A transformer that uses the network; it owns the network.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column that is read is missing or has another type.</exception>
    /// <exception cref="ArgumentException">There are no rows, or one is longer than the network or the batches allow.</exception>
    /// <exception cref="InvalidDataException">The initial weights are damaged or belong to another network.</exception>
    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _reads.Check(input.Schema);
        using IChannel channel = _environment.Start(Name);

        // The one place where libtorch's generator is seeded: initial weights and dropout draw from it.
        manual_seed(_options.Training.Seed);
        Seq2SeqModel network = ((INetworkFactory)_options).Create();
        try
        {
            if (_options.InitialWeights is { } path)
            {
                IReadOnlyList<string> untrained = PretrainedFolder.LoadWeights(network, path);
                if (untrained.Count > 0)
                {
                    channel.Warning($"'{path}' lacks {untrained.Count} tensors, among them '{untrained[0]}'; their training begins with random values.");
                }
            }

            if (_options.InitialModel is { } initial)
            {
                CopyWeights(initial, network, channel);
            }

            var model = new LanguageModel(network, _options.Vocabulary, _options.Tokenizer);
            TTransformer transformer = _finish(model);
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

    private void CopyWeights(LanguageModel initial, Seq2SeqModel network, IChannel channel)
    {
        if (!initial.Tokenizer.Vocabulary.SequenceEqual(_options.Vocabulary))
        {
            throw new ArgumentException(
                $"{Name} cannot begin with a model over another vocabulary: it has {initial.Tokenizer.Vocabulary.Count} tokens, the options have {_options.Vocabulary.Count}, and they must be the same.");
        }

        IReadOnlyList<string> random = StateDict.Copy(initial.Network, network);
        if (random.Count > 0)
        {
            channel.Info($"{random.Count} tensors begin random, since the initial model lacks them: {string.Join(", ", random)}");
        }
    }

    private TrainingResult Train(Seq2SeqModel network, IDataView input, IChannel channel)
    {
        int padding = SpecialIds().PaddingId;
        var reader = new SampleReader(input, _options.Columns, network.VocabularySize);
        var buckets = new LengthBuckets(reader.ReadLengths(), _options.Batches with { Seed = _options.Training.Seed });
        channel.Info($"{reader.RowCount} rows in {buckets.BatchCount} batches, {_options.Training.Epochs} epochs");
        var training = new EpochBatches(buckets.BatchCount, epoch => Batches(reader.ReadEpoch(_options.Training.Seed, epoch), buckets.Epoch(epoch), padding));
        var watch = new ChannelProgress(channel, _options.Validated);
        TrainingResult result = new TrainingLoop(network, _options.Training)
            .Run(training, ValidationBatches(network, padding), _options.Progress, watch, cancellationToken: _options.CancellationToken);
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
        var reader = new SampleReader(view, _options.Columns, network.VocabularySize);
        var buckets = new LengthBuckets(reader.ReadLengths(), _options.Batches with { Shuffle = false });

        // The canonical pass: every epoch is measured on the same noise.
        TrainingSample[] samples = reader.ReadCanonical();
        return () => Batches(samples, buckets.Epoch(0), padding);
    }

    private static IEnumerable<PaddedBatch> Batches(TrainingSample[] samples, int[][] batches, int padding) =>
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
