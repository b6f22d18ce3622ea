using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>Remembers the best validation of a training, its weights where they are asked for, and for how long there was none better.</summary>
internal sealed class BestModel(Seq2SeqModel model, TrainingOptions options) : IDisposable
{
    private readonly List<(Parameter Weight, Tensor Best)> _weights = [];

    /// <summary>The step of the best validation; 0 before the first.</summary>
    public long Step { get; private set; }

    public double Value { get; private set; }

    public int ValidationsWithoutGain { get; private set; }

    /// <summary>Whether early stopping ends the training.</summary>
    public bool IsPatienceOver => options.EarlyStopping is { } stopping && ValidationsWithoutGain >= stopping.Patience;

    /// <summary>Looks at a validation; the model has the weights that were measured.</summary>
    public void Consider(ValidationResult result)
    {
        double value = result.Value(options.BestMetric);
        double gain = ValidationResult.IsLessBetter(options.BestMetric) ? Value - value : value - Value;

        // What is better by less than counts for patience is the best all the same.
        bool isFinite = double.IsFinite(value);
        ValidationsWithoutGain = isFinite && (Step == 0 || gain > (options.EarlyStopping?.MinimumGain ?? 0)) ? 0 : ValidationsWithoutGain + 1;
        if (isFinite && (Step == 0 || gain > 0))
        {
            (Step, Value) = (result.Step, value);
            Copy();
        }
    }

    /// <summary>Gives the model its best weights, where they were asked for and there was a validation.</summary>
    /// <returns>Whether it has them now.</returns>
    public bool RestoreWeights()
    {
        using IDisposable noGradient = no_grad();
        foreach ((Parameter weight, Tensor best) in _weights)
        {
            weight.copy_(best);
        }

        return _weights.Count > 0;
    }

    /// <summary>Takes back what a checkpoint holds; the weights are those of the checkpoint of the best step.</summary>
    public void Restore(long step, double value, int validationsWithoutGain, Func<string> weights)
    {
        (Step, Value, ValidationsWithoutGain) = (step, value, validationsWithoutGain);
        if (step > 0 && options.RestoreBest)
        {
            Copy();
            using SafetensorsFile file = SafetensorsFile.Open(weights());
            foreach (((string name, _), (_, Tensor best)) in model.named_parameters().Zip(_weights))
            {
                StateTensors.Copy(file, name, best);
            }
        }
    }

    public void Dispose()
    {
        foreach ((_, Tensor best) in _weights)
        {
            best.Dispose();
        }
    }

    private void Copy()
    {
        if (!options.RestoreBest)
        {
            return;
        }

        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        if (_weights.Count == 0)
        {
            _weights.AddRange(model.named_parameters().Select(p => (p.parameter, empty_like(p.parameter, requires_grad: false).DetachFromDisposeScope())));
        }

        foreach ((Parameter weight, Tensor best) in _weights)
        {
            best.copy_(weight);
        }
    }
}
