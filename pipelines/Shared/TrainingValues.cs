using Microsoft.ML;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>What a command line says of a training.</summary>
/// <param name="Layers">Layers of the network.</param>
/// <param name="Hidden">Width of the network.</param>
/// <param name="Heads">Attention heads.</param>
/// <param name="Length">Most tokens of a row.</param>
/// <param name="Dropout">Share of hidden values dropped.</param>
/// <param name="InitializerRange">Standard deviation of initial weights.</param>
/// <param name="Device">Where it is trained.</param>
/// <param name="Seed">Decides weights, order and noise.</param>
/// <param name="Training">Epochs, learning rate, precision.</param>
/// <param name="Batches">How rows become batches.</param>
/// <param name="LogFolder">Where metrics and a report go; null for nowhere.</param>
internal sealed record TrainingValues(
    int Layers, int Hidden, int Heads, int Length, double Dropout, double InitializerRange, string Device, int Seed, TrainingOptions Training, LengthBucketsOptions Batches, string? LogFolder)
{
    private const int WrittenRows = 16;

    private readonly TrainingConsole _console = new(Training.Epochs);

    /// <summary>The values of one of several trainings, whose checkpoints and logs go into folders of their own.</summary>
    public TrainingValues In(string name) => this with
    {
        Training = Training with { Checkpoints = Training.Checkpoints is { } checkpoints ? checkpoints with { Folder = Path.Combine(checkpoints.Folder, name) } : null },
        LogFolder = LogFolder is { } folder ? Path.Combine(folder, name) : null,
    };

    /// <summary>A trainer's options with what the command line says of every training, which the console shows.</summary>
    public TOptions Complete<TOptions>(TOptions options, StartingModel start, CancellationToken cancellationToken)
        where TOptions : Seq2SeqTrainerOptions => (TOptions)(options with
        {
            Training = Training,
            Batches = Batches,
            LogFolder = LogFolder,
            InitialModel = start.Model,
            InitialWeights = start.Weights,
            Device = Device,
            Progress = _console,
            Validated = _console,
            CancellationToken = cancellationToken,
        });

    /// <summary>Fits a trainer with such options, while the console shows how far it is.</summary>
    public T Watch<T>(Func<T> training) => _console.Watch(training);

    /// <summary>What a model writes for at each validation, so that the log shows how it learns to; nothing without a log.</summary>
    /// <param name="rows">Sources and targets that it does not learn from.</param>
    public WritingValidationOptions? Writing(IDataView rows) => LogFolder is null ? null : new WritingValidationOptions { Rows = rows, MaximumRows = WrittenRows };
}
