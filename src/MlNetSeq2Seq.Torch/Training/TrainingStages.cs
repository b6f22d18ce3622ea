using TorchSharp.Modules;

namespace MlNetSeq2Seq.Training;

/// <summary>Freezes and thaws a model's parameters as the stages of its training say, and puts them back as they were.</summary>
internal sealed class TrainingStages : IDisposable
{
    private readonly TrainingOptions _options;
    private readonly long _stepsPerEpoch;
    private readonly (string Name, Parameter Parameter, bool Before)[] _parameters;
    private int _stage = -1;

    /// <summary>Looks at what the stages name.</summary>
    /// <exception cref="ArgumentException">A pattern of a stage is in no parameter's name.</exception>
    public TrainingStages(IEnumerable<(string Name, Parameter Parameter)> parameters, TrainingOptions options, long stepsPerEpoch)
    {
        (_options, _stepsPerEpoch) = (options, stepsPerEpoch);
        _parameters = [.. parameters.Select(p => (p.Name, p.Parameter, p.Parameter.requires_grad))];
        foreach ((int index, TrainingStage stage) in options.Stages.Index())
        {
            NamePattern.RequireUse(stage.TrainablePatterns, _parameters.Select(p => p.Name), $"Stage {index + 1} trains parameters");
            NamePattern.RequireUse(stage.FrozenPatterns, _parameters.Select(p => p.Name), $"Stage {index + 1} freezes parameters");
        }
    }

    /// <summary>Enters the stage of a step.</summary>
    /// <param name="step">The number of steps taken before.</param>
    /// <returns>The peak of the learning rate in that stage.</returns>
    /// <exception cref="ArgumentException">No parameter of the model would learn in the stage.</exception>
    public double Enter(long step)
    {
        if (_options.Stages.Count == 0)
        {
            return _options.LearningRate;
        }

        int stage = 0;
        for (long end = Length(0); step >= end && stage < _options.Stages.Count - 1; end += Length(stage))
        {
            stage++;
        }

        if (stage != _stage)
        {
            _stage = stage;
            Freeze(_options.Stages[stage]);
        }

        return _options.Stages[stage].LearningRate ?? _options.LearningRate;
    }

    public void Dispose()
    {
        foreach ((_, Parameter parameter, bool before) in _parameters)
        {
            parameter.requires_grad = before;
        }
    }

    private long Length(int stage) => _options.Stages[stage].Steps ?? (_options.Stages[stage].Epochs * _stepsPerEpoch) ?? long.MaxValue / 2;

    // A frozen parameter gets no gradient, and what has none the optimiser leaves alone.
    private void Freeze(TrainingStage stage)
    {
        bool any = false;
        foreach ((string name, Parameter parameter, bool before) in _parameters)
        {
            bool learns = before && (stage.TrainablePatterns.Count == 0 || NamePattern.FitsAny(name, stage.TrainablePatterns)) && !NamePattern.FitsAny(name, stage.FrozenPatterns);
            parameter.requires_grad = learns;
            any |= learns;
        }

        if (!any)
        {
            throw new ArgumentException(
                $"No parameter of the model learns in stage {_stage + 1}: trainable are names with {NamePattern.Quoted(stage.TrainablePatterns)}, frozen are names with {NamePattern.Quoted(stage.FrozenPatterns)}.");
        }
    }
}
