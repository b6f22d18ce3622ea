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
    public WeightOptimizerOptions Optimizer { get; init; } = new AdamWOptions();

    /// <summary>Gradients are scaled down to this Euclidean norm where they exceed it; 0 for no limit.</summary>
    public double MaximumGradientNorm { get; init; } = 1;

    /// <summary>How many batches make one step of the optimiser; at least 1.</summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>The loss of a label.</summary>
    public TokenLoss Loss { get; init; } = new();

    /// <summary>In which type matrix products are computed; weights and optimiser stay float32.</summary>
    public TrainingPrecision Precision { get; init; } = TrainingPrecision.Float32;

    /// <summary>
    /// Whether layers compute their activations again in the backward pass in place of keeping them: about a third more time, and the
    /// memory of one layer in place of all. On the CPU the trained weights are the same, bit for bit.
    /// </summary>
    public bool RecomputeActivations { get; init; }

    /// <summary>The moving average of weights that is measured and kept in place of the last weights; null for none.</summary>
    public WeightAverageOptions? Average { get; init; }

    /// <summary>Lookahead, which draws the weights back every few steps; null for none.</summary>
    public LookaheadOptions? Lookahead { get; init; }

    /// <summary>Adversarial training, which learns from each batch a second time; null for none.</summary>
    public AdversarialOptions? Adversarial { get; init; }

    /// <summary>The weight of R-Drop's divergence between two passes with other dropout, at least 0; 0 for one pass. Source: Liang et al., arXiv 2106.14448.</summary>
    public double RDrop { get; init; }

    /// <summary>Parts of the training in which only some parameters learn, one after the other; empty where all learn from the beginning.</summary>
    public IReadOnlyList<TrainingStage> Stages { get; init; } = [];

    /// <summary>Every how many steps the model is measured, the last included; 0 for after every epoch.</summary>
    public int ValidateEverySteps { get; init; }

    /// <summary>When training ends because validation gets no better, which needs validation data; null for never.</summary>
    public EarlyStoppingOptions? EarlyStopping { get; init; }

    /// <summary>Whether the trained model has the weights of the best validation in place of the last, which needs validation data.</summary>
    public bool RestoreBest { get; init; }

    /// <summary>What the best validation is judged by: <c>Loss</c> or <c>Perplexity</c>, the least; <c>Accuracy</c> or the name of a score, the largest.</summary>
    public string BestMetric { get; init; } = ValidationResult.LossName;

    /// <summary>After how many steps in a row with a loss or gradients that are not finite the training ends; at least 1.</summary>
    public int MaximumSkippedSteps { get; init; } = 5;

    /// <summary>Where the training is saved and goes on from; null for nowhere.</summary>
    public CheckpointOptions? Checkpoints { get; init; }

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
        Require(RDrop is >= 0 and < double.PositiveInfinity, $"{nameof(RDrop)} is {RDrop}; at least 0 is wanted");
        Require(ValidateEverySteps >= 0, $"{nameof(ValidateEverySteps)} is {ValidateEverySteps}; at least 0 is wanted");
        Require(MaximumSkippedSteps >= 1, $"{nameof(MaximumSkippedSteps)} is {MaximumSkippedSteps}; at least 1 is wanted");
        Require(EarlyStopping is null or { Patience: >= 1, MinimumGain: >= 0 }, $"early stopping has patience {EarlyStopping?.Patience} and minimum gain {EarlyStopping?.MinimumGain}; at least 1 and 0 are wanted");
        Require(Adversarial is null or { Epsilon: > 0 and < double.PositiveInfinity, Parameters.Count: > 0 }, $"adversarial training has epsilon {Adversarial?.Epsilon} and {Adversarial?.Parameters.Count} names; a finite epsilon above 0 and at least one name are wanted");
        Require(!RestoreBest || Checkpoints is null or { KeepBest: true }, $"{nameof(RestoreBest)} needs the checkpoint of the best step, but {nameof(CheckpointOptions.KeepBest)} is off");
        RequireNone(Optimizer.Problem(), nameof(Optimizer));
        RequireNone(Average?.Problem(), nameof(Average));
        RequireNone(Lookahead?.Problem(), nameof(Lookahead));
        RequireNone(Schedule.Problem(), "the learning rate's schedule");
        RequireNone(TrainingStage.Problem(Stages), "");
        RequireNone(Checkpoints?.Problem(), "");
        Require(Loss.Smoothing is >= 0 and < 1, $"the label smoothing is {Loss.Smoothing}; at least 0 and below 1 is wanted");

        static void RequireNone(string? problem, string who) => Require(problem is null, $"{who} {problem}".TrimStart());

        static void Require(bool holds, string found)
        {
            if (!holds)
            {
                throw new ArgumentException($"TrainingOptions: {found}.");
            }
        }
    }
}
