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
    /// <summary>The values of one of several trainings, whose checkpoints and logs go into folders of their own.</summary>
    public TrainingValues In(string name) => this with
    {
        Training = Training with { Checkpoints = Training.Checkpoints is { } checkpoints ? checkpoints with { Folder = Path.Combine(checkpoints.Folder, name) } : null },
        LogFolder = LogFolder is { } folder ? Path.Combine(folder, name) : null,
    };

    /// <summary>A trainer's options with what the command line says of every training, which the console shows.</summary>
    public TOptions Complete<TOptions>(TOptions options, StartingModel start, CancellationToken cancellationToken)
        where TOptions : Seq2SeqTrainerOptions
    {
        var console = new TrainingConsole();
        return (TOptions)(options with
        {
            Training = Training,
            Batches = Batches,
            LogFolder = LogFolder,
            InitialModel = start.Model,
            InitialWeights = start.Weights,
            Device = Device,
            Progress = console,
            Validated = console,
            CancellationToken = cancellationToken,
        });
    }
}
