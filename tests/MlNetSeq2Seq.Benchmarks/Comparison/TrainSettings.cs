using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>What is measured of training.</summary>
internal sealed record TrainSettings
{
    public required string Folder { get; init; }

    public required string Network { get; init; }

    public required string Shape { get; init; }

    public required TrainMode Mode { get; init; }

    /// <summary>Rows of a batch.</summary>
    public required int Rows { get; init; }

    /// <summary>Steps of a repeat.</summary>
    public required int Steps { get; init; }

    /// <summary>Steps before the first repeat.</summary>
    public required int WarmupSteps { get; init; }

    public required int Threads { get; init; }

    public required bool KeepFreed { get; init; }

    public TrainingPrecision Precision { get; init; } = TrainingPrecision.Float32;
}

/// <summary>What a training step works on.</summary>
internal enum TrainMode
{
    /// <summary>The same tensors as the other side.</summary>
    Equal,

    /// <summary>What the product makes of the same pairs.</summary>
    Product,
}
