using System.Text.Json.Serialization;
using MlNetSeq2Seq.Modules;

namespace MlNetSeq2Seq.Training;

/// <summary>How a model is trained. The defaults are those of UniLM's fine-tuning code (specified in its run_seq2seq).</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TrainingOptions
{
    /// <summary>How often every row is seen; at least 1.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>The peak of the learning rate; above 0.</summary>
    public double LearningRate { get; init; } = 5e-5;

    /// <summary>How the learning rate moves.</summary>
    public LearningRateSchedule Schedule { get; init; } = new();

    /// <summary>The optimiser.</summary>
    public AdamWOptions Optimizer { get; init; } = new();

    /// <summary>Gradients are scaled down to this Euclidean norm where they exceed it; 0 for no limit.</summary>
    public double MaximumGradientNorm { get; init; } = 1;

    /// <summary>How many batches make one step of the optimiser; at least 1.</summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>The loss of a label.</summary>
    public TokenLoss Loss { get; init; } = new();

    /// <summary>In which type matrix products are computed; weights and optimiser stay float32.</summary>
    public TrainingPrecision Precision { get; init; } = TrainingPrecision.Float32;

    /// <summary>How many batches are prepared ahead on another thread; at least 1.</summary>
    public int Prefetch { get; init; } = 4;

    /// <summary>Decides initial weights, dropout, order and noise.</summary>
    public int Seed { get; init; }

    /// <summary>Checks that the options are in their ranges.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it.</exception>
    public void Validate()
    {
        Require(Epochs >= 1, $"{nameof(Epochs)} is {Epochs}; at least 1 is wanted");
        Require(LearningRate > 0 && double.IsFinite(LearningRate), $"{nameof(LearningRate)} is {LearningRate}; a number above 0 is wanted");
        Require(MaximumGradientNorm >= 0, $"{nameof(MaximumGradientNorm)} is {MaximumGradientNorm}; at least 0 is wanted");
        Require(Accumulation >= 1, $"{nameof(Accumulation)} is {Accumulation}; at least 1 is wanted");
        Require(Prefetch >= 1, $"{nameof(Prefetch)} is {Prefetch}; at least 1 is wanted");
        Require(Loss.Smoothing is >= 0 and < 1, $"the label smoothing is {Loss.Smoothing}; at least 0 and below 1 is wanted");

        static void Require(bool holds, string found)
        {
            if (!holds)
            {
                throw new ArgumentException($"TrainingOptions: {found}.");
            }
        }
    }
}
