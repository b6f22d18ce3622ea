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
    int Layers, int Hidden, int Heads, int Length, double Dropout, double InitializerRange, string Device, int Seed, TrainingOptions Training, LengthBucketsOptions Batches, string? LogFolder);
