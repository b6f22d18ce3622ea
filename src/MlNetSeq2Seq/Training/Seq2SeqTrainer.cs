using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Inference;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Training.Watching;
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
/// in every epoch. The samples of an epoch are kept in memory, but those of a <see cref="Corpora.TokenDataView"/>, and of components on it,
/// are read when a batch needs them: of such rows only the lengths are kept. A cache, a mixture, and noise below cutting or packing
/// have their samples kept again. Labels that were encoded for another kind of network are refused, as the encoders' label columns say what they
/// hold; columns that do not are taken as they are.
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
    private readonly Device _device;

    /// <summary>Prepares a trainer.</summary>
    /// <param name="environment">Takes messages.</param>
    /// <param name="options">The options; they make the network too.</param>
    /// <param name="writes">The columns of the transformer.</param>
    /// <param name="finish">Makes the transformer of the trained model.</param>
    internal Seq2SeqTrainer(IHostEnvironment environment, Seq2SeqTrainerOptions options, ColumnContract writes, Func<LanguageModel, TTransformer> finish)
    {
        options.Training.Validate();
        (_environment, _options, _finish) = (environment, options, finish);
        _device = Devices.Find(options.Device, Name);

        // What the trained model reads need not be there in training: tokens of a prepared corpus have lost their text.
        _writes = writes with { Reads = [] };
        _reads = SampleReader.Columns(options.Columns);
    }

    /// <summary>What the last <see cref="Fit"/> did; null before the first.</summary>
    public TrainingResult? Result { get; private set; }

    /// <summary>The steps of the last <see cref="Fit"/> as a table; null before the first.</summary>
    public DataFrame? History => Result?.StepsFrame();

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column that is read is missing or has another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _reads.Extend(inputSchema);
        return _writes.Extend(inputSchema);
    }

    /// <summary>
    /// Trains a network, or goes on from the newest checkpoint in the folder that the options name. Cancelling, by the token
    /// of the options or by the context, and values that are not finite end the training and give the model as the last good
    /// step left it; <see cref="Result"/> says which. Before the first step there is nothing to give.
    /// </summary>
    /// <param name="input">Encoded rows. The columns that the trained model will read may be absent; it asks for them when it is used.</param>
    /// <returns>A transformer that uses the network; it owns the network.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column that is read is missing or has another type.</exception>
    /// <exception cref="ArgumentException">There are no rows, one is longer than the network or the batches allow, or the labels were encoded for another kind of network.</exception>
    /// <exception cref="InvalidDataException">The initial weights or a checkpoint are damaged or belong to another network.</exception>
    /// <exception cref="InsufficientMemoryException">The network or a batch does not fit into the memory of the device.</exception>
    /// <exception cref="IOException">Another training uses the folder of checkpoints, or one cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before the first step.</exception>
    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Check(input.Schema);
        IHost host = _environment.Register(Name);
        using IChannel channel = host.Start(nameof(Fit));

        // The one place where libtorch's generator is seeded: initial weights and dropout draw from it.
        manual_seed(_options.Training.Seed);
        Seq2SeqModel? network = null;
        try
        {
            network = ((INetworkFactory)_options).Create();
            string? initialWeights = InitialWeights.Load(_options, network, channel);
            var model = new LanguageModel(network, _options.Vocabulary, _options.Tokenizer, _options.SourceTokenizer);
            TTransformer transformer = _finish(model);
            TorchSharp.ModuleExtensionMethods.to(network, _device);
            Result = Train(model, input, initialWeights, host, channel);
            if (transformer is TextModelTransformer trained)
            {
                trained.Training = Result;
            }

            return transformer;
        }
        catch (Exception e)
        {
            network?.Dispose();
            if (OutOfMemory.IsCauseOf(e))
            {
                throw OutOfMemory.InTraining(_device, e);
            }

            throw;
        }
    }

    private void Check(DataViewSchema schema)
    {
        _reads.Check(schema);
        LabelAnnotation.Check(schema[_options.Columns.Labels], _options.Objectives, $"{Name} with {_options.GetType().Name} and {_options.Columns.GetType().Name}");
    }

    private TrainingResult Train(LanguageModel model, IDataView input, string? initialWeights, IHost host, IChannel channel)
    {
        Seq2SeqModel network = model.Network;
        var loop = new TrainingLoop(network, _options.Training); // refuses before rows are read, which may take long
        (int padding, int decoderPadding) = PaddingIds(model);
        using var cancellation = new HostCancellation(host, _options.CancellationToken);
        TrainingRows rows = TrainingRows.Read(_options, model, input, "training", _options.Batches with { Seed = _options.Training.Seed }, cancellation.Token);
        TrainingRows? validation = ReadValidation(model, cancellation.Token);
        channel.Info($"{rows.Reader.RowCount} rows in {rows.Buckets.BatchCount} batches, {_options.Training.Epochs} epochs");
        var training = new EpochBatches(rows.Buckets.BatchCount, epoch => rows.Reader.Batches(rows.Buckets, _options.Training.Seed, epoch, padding, decoderPadding))
        {
            Description = Description(rows, validation, initialWeights),
        };

        using TrainingLog? log = _options.LogFolder is { } folder ? new TrainingLog(folder) : null;
        var told = new LoggerProgress(new ChannelLogger(channel));
        LoggerProgress? logger = _options.Logger is { } given ? new LoggerProgress(given) : null;
        IModelScores? measures = _options.ScoresOf(model);
        TrainingResult result = loop.Run(
            training,
            validation?.Reader.CanonicalBatches(validation.Buckets, padding, decoderPadding), // every epoch is measured on the same noise
            new ProgressGroup<TrainingStep>(told, log, logger, _options.Progress, cancellation),
            new ProgressGroup<ValidationResult>(told, log, logger, _options.Validated),
            measures is null ? null : Scores,
            cancellation.Token);
        if (result is { End: TrainingEnd.Cancelled, Steps.Count: 0 })
        {
            throw new OperationCanceledException("The training was cancelled before its first step.", cancellation.Token);
        }

        if (result.ResumedFrom > 0)
        {
            channel.Info($"Training went on from the checkpoint of step {result.ResumedFrom}.");
        }

        if (result.End != TrainingEnd.Completed)
        {
            channel.Warning($"Training ended early after {result.Steps.Count} steps: {result.End}. The model is as the last good step left it.");
        }

        try
        {
            log?.Finish(result, $"Training of {network.GetType().Name}", OptionsJson(network), _options.Device);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The model is worth more than the report of it.
            channel.Warning($"The report of the training could not be written: {e.Message}");
        }

        return result;

        IReadOnlyDictionary<string, double> Scores(long step)
        {
            IReadOnlyDictionary<string, double> scores = measures.Measure(step, cancellation.Token);
            log?.Add(measures.Texts);
            return scores;
        }
    }

    private JsonObject OptionsJson(Seq2SeqModel network) => new()
    {
        ["Training"] = JsonSerializer.SerializeToNode(_options.Training),
        ["Network"] = JsonSerializer.SerializeToNode(network.Configuration, network.Configuration.GetType()),
        ["Batches"] = JsonSerializer.SerializeToNode(_options.Batches),
        ["InitialWeights"] = _options.InitialWeights,
    };

    // Sources may have a vocabulary of their own.
    private static (int Source, int Target) PaddingIds(LanguageModel model) => (model.SourceTokenizer.SpecialTokens.PaddingId, model.Tokenizer.SpecialTokens.PaddingId);

    private TrainingRows? ReadValidation(LanguageModel model, CancellationToken cancellationToken)
    {
        if (_options.Validation is not { } view)
        {
            return null;
        }

        Check(view.Schema);
        return TrainingRows.Read(_options, model, view, "validation", _options.Batches with { Shuffle = false, OneAttentionKind = false }, cancellationToken);
    }

    // What a training goes on from a checkpoint with, besides its own options and the network.
    private JsonObject Description(TrainingRows rows, TrainingRows? validation, string? initialWeights)
    {
        JsonObject batches = JsonSerializer.SerializeToNode(_options.Batches)!.AsObject();
        batches.Remove(nameof(LengthBucketsOptions.Seed)); // the training's
        return new JsonObject
        {
            ["Batches"] = batches, ["Rows"] = rows.Describe(), ["Validation"] = validation?.Describe(), ["InitialWeights"] = initialWeights,
        };
    }
}
