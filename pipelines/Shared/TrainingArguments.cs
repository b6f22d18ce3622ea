using System.CommandLine;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>What every pipeline that trains takes on the command line: the sizes of the network and of its training.</summary>
internal sealed class TrainingArguments
{
    private readonly Option<int> _layers;
    private readonly Option<int> _hidden;
    private readonly Option<int> _heads;
    private readonly Option<int> _epochs;
    private readonly Option<double> _rate;
    private readonly Option<double> _warmup;
    private readonly Option<int> _batch;
    private readonly Option<int> _length;
    private readonly Option<double> _dropout;
    private readonly Option<double> _initializerRange;
    private readonly Option<TrainingPrecision> _precision;
    private readonly Option<bool> _recompute;
    private readonly Option<string> _device;
    private readonly Option<int> _seed;
    private readonly Option<string?> _checkpoints;
    private readonly Option<bool> _changes;
    private readonly Option<string?> _log;
    private readonly LearningArguments _learning = new();

    /// <summary>Makes the options.</summary>
    /// <param name="defaults">What is taken where one is left out.</param>
    public TrainingArguments(TrainingDefaults defaults)
    {
        _layers = Of("--layers", "Layers of the network.", defaults.Layers);
        _hidden = Of("--hidden", "Width of the network.", defaults.Hidden);
        _heads = Of("--heads", "Attention heads.", defaults.Heads);
        _epochs = Of("--epochs", "How often every row is seen.", defaults.Epochs);
        _rate = Of("--rate", "Peak of the learning rate.", defaults.Rate);
        _warmup = Of("--warmup", "Share of the steps in which the learning rate rises.", defaults.Warmup);
        _batch = Of("--batch", "Rows of a step.", defaults.Batch);
        _length = Of("--length", "Most tokens of a row.", defaults.Length);
        _dropout = Of("--dropout", "Share of hidden values dropped in training.", defaults.Dropout);
        _initializerRange = Of("--initializer-range", "Standard deviation of initial weights; narrow networks want more than BERT's 0.02.", defaults.InitializerRange);
        _precision = Of("--precision", "Type of matrix products: Float32, BFloat16, Fastest by the device, or Float16 on graphics cards.", TrainingPrecision.Fastest);
        _recompute = Of("--recompute", "Compute activations again in the backward pass in place of keeping them: less memory, more time.", false);
        _device = Of("--device", "cpu, cuda, cuda:1 …", "cpu");
        _seed = Of("--seed", "Decides weights, order and noise.", 42);
        _checkpoints = Of<string?>("--checkpoints", "Folder of checkpoints: a training that was stopped goes on from the newest.", null);
        _changes = Of("--allow-changed-options", "Go on from a checkpoint that was made with other options, such as fewer epochs.", false);
        _log = Of<string?>("--log", "Folder for metrics, TensorBoard's events and a report.", null);
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_layers, _hidden, _heads, _length, _dropout, _initializerRange, _epochs, _batch, _rate, _warmup, .. _learning.All, _precision, _recompute, _device, _seed, _checkpoints, _changes, _log])
        {
            command.Add(option);
        }
    }

    /// <summary>The values of a command line.</summary>
    /// <exception cref="ArgumentException">A value makes no sense in a training.</exception>
    public TrainingValues Of(ParseResult parsed)
    {
        TrainingOptions training = _learning.Of(parsed, new TrainingOptions
        {
            Epochs = parsed.GetValue(_epochs),
            LearningRate = parsed.GetValue(_rate),
            Schedule = new LearningRateSchedule { WarmupShare = parsed.GetValue(_warmup) },
            Precision = parsed.GetValue(_precision),
            RecomputeActivations = parsed.GetValue(_recompute),
            Seed = parsed.GetValue(_seed),
            Checkpoints = parsed.GetValue(_checkpoints) is { } folder ? new CheckpointOptions { Folder = folder, AllowChangedOptions = parsed.GetValue(_changes) } : null,
        });
        training.Validate(); // before any data is read
        return new TrainingValues(
            parsed.GetValue(_layers),
            parsed.GetValue(_hidden),
            parsed.GetValue(_heads),
            parsed.GetValue(_length),
            parsed.GetValue(_dropout),
            parsed.GetValue(_initializerRange),
            parsed.GetValue(_device)!,
            parsed.GetValue(_seed),
            training,
            new LengthBucketsOptions { MaximumRows = parsed.GetValue(_batch), MaximumTokens = parsed.GetValue(_batch) * parsed.GetValue(_length) },
            parsed.GetValue(_log));
    }

    private static Option<T> Of<T>(string name, string description, T value) => new(name) { Description = description, DefaultValueFactory = _ => value };
}
