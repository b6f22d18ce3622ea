using MlNetSeq2Seq.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>All that changes while a training runs, and what a checkpoint therefore holds.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly (string Name, Parameter Parameter)[] _parameters;
    private readonly long _stepsPerEpoch;

    public TrainingRun(Seq2SeqModel model, TrainingOptions options, long stepsPerEpoch, bool alwaysScalesLoss = false)
    {
        (Model, Options, _stepsPerEpoch) = (model, options, stepsPerEpoch);
        _parameters = [.. model.named_parameters()];
        Clock = new TrainingClock(stepsPerEpoch * options.Epochs);
        Steps = new StepHistory { TotalSteps = Clock.TotalSteps };
        Optimizer = options.Optimizer.Create(_parameters);
        BeginAverage();
        BeginLookahead();
        Adversary = options.Adversarial is { } adversarial ? new Adversary(_parameters, adversarial) : null;
        Stages = new TrainingStages(_parameters, options, stepsPerEpoch);
        Best = new BestModel(model, options);
        Precision = PrecisionChoice.Resolve(options.Precision, model.Device);
        LossScale = new LossScale(alwaysScalesLoss || Precision == ScalarType.Float16);
    }

    public Seq2SeqModel Model { get; }

    public TrainingOptions Options { get; }

    public TrainingClock Clock { get; }

    public WeightOptimizer Optimizer { get; }

    public WeightAverage? Average { get; private set; }

    public Lookahead? Lookahead { get; private set; }

    public Adversary? Adversary { get; }

    public TrainingStages Stages { get; }

    public BestModel Best { get; }

    public LossScale LossScale { get; }

    /// <summary>In which type matrix products are computed. It is measured once, and a training that goes on keeps it.</summary>
    public ScalarType Precision { get; set; }

    /// <summary>How many steps in a row were not finite.</summary>
    public int SkippedInARow { get; set; }

    public StepHistory Steps { get; }

    public List<ValidationResult> Validations { get; } = [];

    /// <summary>The epoch of the next step, from 0.</summary>
    public int Epoch => (int)(Clock.StepsTaken / _stepsPerEpoch);

    /// <summary>How many steps of that epoch were taken.</summary>
    public long StepInEpoch => Clock.StepsTaken % _stepsPerEpoch;

    /// <summary>Whether the model is to be measured now.</summary>
    public bool IsValidationDue
    {
        get
        {
            long every = Options.ValidateEverySteps > 0 ? Options.ValidateEverySteps : _stepsPerEpoch;
            long step = Clock.StepsTaken;
            return step > 0 && (step % every == 0 || step == Clock.TotalSteps) && (Validations.Count == 0 || Validations[^1].Step != step);
        }
    }

    /// <summary>Begins to average with the weights that the model has.</summary>
    public void BeginAverage()
    {
        Average?.Dispose();
        Average = Options.Average is { } average ? new WeightAverage(_parameters, average) : null;
    }

    /// <summary>Begins lookahead with the weights that the model has.</summary>
    public void BeginLookahead()
    {
        Lookahead?.Dispose();
        Lookahead = Options.Lookahead is { } lookahead ? new Lookahead(_parameters, lookahead) : null;
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        Average?.Dispose();
        Lookahead?.Dispose();
        Stages.Dispose();
        Best.Dispose();
    }
}
