using System.CommandLine;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>How every pipeline that trains learns: the optimiser, what becomes of gradients and weights, when it ends.</summary>
internal sealed class LearningArguments
{
    private static readonly Dictionary<string, WeightOptimizerOptions> s_optimizers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AdamW"] = new AdamWOptions(),
        ["Adafactor"] = new AdafactorOptions(),
        ["Lamb"] = new LambOptions(),
        ["Lion"] = new LionOptions(),
        ["Sgd"] = new SgdOptions { Momentum = 0.9 },
    };

    private readonly Option<string> _optimizer = new Option<string>("--optimizer") { Description = "What moves the weights; Lion wants a third to a tenth of AdamW's rate, Sgd has a momentum of 0.9.", DefaultValueFactory = _ => "AdamW" }
        .AcceptOnlyFromAmong([.. s_optimizers.Keys]);

    private readonly Option<double?> _weightDecay = new("--weight-decay") { Description = "Share of a weight that decays with each unit of the rate; the optimiser's own where it is left out." };
    private readonly Option<LearningRateShape> _schedule = new Option<LearningRateShape>("--schedule") { Description = "How the rate falls after the warm-up.", DefaultValueFactory = _ => LearningRateShape.Linear }
        .AcceptOnlyFromAmong([.. Enum.GetNames<LearningRateShape>().Where(name => name != nameof(LearningRateShape.PiecewiseLinear))]);

    private readonly Option<int> _accumulation = new("--accumulation") { Description = "Batches that make one step together.", DefaultValueFactory = _ => 1 };
    private readonly Option<double> _clip = new("--clip") { Description = "Largest norm of a step's gradients, 0 for any.", DefaultValueFactory = _ => 1 };
    private readonly Option<double> _smoothing = new("--smoothing") { Description = "Share of probability that label smoothing takes from the label.", DefaultValueFactory = _ => 0 };
    private readonly Option<double> _rDrop = new("--r-drop") { Description = "Weight of R-Drop's divergence between two passes, 0 for one pass.", DefaultValueFactory = _ => 0 };
    private readonly Option<double?> _adversarial = new("--adversarial") { Description = "How far FGM moves embeddings, such as 0.5; nothing is moved where it is left out." };
    private readonly Option<double?> _average = new("--average") { Description = "Decay of the moving average of weights that is measured and kept, such as 0.999; none where it is left out." };
    private readonly Option<bool> _lookahead = new("--lookahead") { Description = "Draw the weights half of the way back every fifth step." };
    private readonly Option<int?> _patience = new("--patience") { Description = "End after so many validations without gain; never where it is left out." };
    private readonly Option<bool> _best = new("--best") { Description = "Keep the weights of the best validation in place of the last." };

    /// <summary>All options.</summary>
    public IEnumerable<Option> All => [_optimizer, _weightDecay, _schedule, _accumulation, _clip, _smoothing, _rDrop, _adversarial, _average, _lookahead, _patience, _best];

    /// <summary>A training with what a command line says of these.</summary>
    public TrainingOptions Of(ParseResult parsed, TrainingOptions training)
    {
        WeightOptimizerOptions optimizer = s_optimizers[parsed.GetValue(_optimizer)!];
        return training with
        {
            Optimizer = parsed.GetValue(_weightDecay) is { } decay ? optimizer with { WeightDecay = decay } : optimizer,
            Schedule = training.Schedule with { Shape = parsed.GetValue(_schedule) },
            Accumulation = parsed.GetValue(_accumulation),
            MaximumGradientNorm = parsed.GetValue(_clip),
            Loss = new TokenLoss { Smoothing = parsed.GetValue(_smoothing) },
            RDrop = parsed.GetValue(_rDrop),
            Adversarial = parsed.GetValue(_adversarial) is { } epsilon ? new AdversarialOptions { Epsilon = epsilon } : null,
            Average = parsed.GetValue(_average) is { } averageDecay ? new WeightAverageOptions { Decay = averageDecay } : null,
            Lookahead = parsed.GetValue(_lookahead) ? new LookaheadOptions() : null,
            EarlyStopping = parsed.GetValue(_patience) is { } patience ? new EarlyStoppingOptions { Patience = patience } : null,
            RestoreBest = parsed.GetValue(_best),
        };
    }
}
