using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Samples;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// The training of a model, to be read from top to bottom: for each epoch, for each batch, loss, gradients, a limit on
/// their norm, a step of AdamW.
/// </summary>
public sealed class TrainingLoop
{
    private readonly Seq2SeqModel _model;
    private readonly TrainingOptions _options;

    /// <summary>Prepares the training of a model.</summary>
    /// <param name="model">The model; its weights are changed in place.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public TrainingLoop(Seq2SeqModel model, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_model, _options) = (model, options);
    }

    /// <summary>Trains the model. Libtorch's generator, which dropout draws from, is the caller's to seed.</summary>
    /// <param name="training">The batches to learn from.</param>
    /// <param name="validation">Makes the batches to measure on after every epoch; null for none.</param>
    /// <param name="progress">Is told every step; null for nobody.</param>
    /// <param name="validated">Is told every validation; null for nobody.</param>
    /// <param name="cancellationToken">Ends the training after the step in hand; the model keeps what it learnt.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="ArgumentException">There is no batch to learn from, or one does not fit the model.</exception>
    public TrainingResult Run(
        EpochBatches training,
        Func<IEnumerable<PaddedBatch>>? validation = null,
        IProgress<TrainingStep>? progress = null,
        IProgress<ValidationResult>? validated = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.Count < 1)
        {
            throw new ArgumentException("TrainingLoop has no batch to learn from: the training data has no rows.", nameof(training));
        }

        long stepsPerEpoch = (training.Count + _options.Accumulation - 1) / _options.Accumulation;
        var clock = new TrainingClock(stepsPerEpoch * _options.Epochs);
        List<TrainingStep> steps = [];
        List<ValidationResult> validations = [];
        using var optimizer = new FusedAdamW(_model.named_parameters(), _options.Optimizer);
        _model.Precision.Set(PrecisionChoice.Resolve(_options.Precision, _model.Device));
        try
        {
            for (int epoch = 0; epoch < _options.Epochs; epoch++)
            {
                _model.train();
                foreach (PaddedBatch[] batches in Prefetched.Read(training.Of(epoch), _options.Prefetch).Chunk(_options.Accumulation))
                {
                    if (cancellationToken.IsCancellationRequested)
                    {
                        return new TrainingResult(TrainingEnd.Cancelled, steps, validations);
                    }

                    TrainingStep step = TakeStep(batches, epoch, optimizer, clock, out bool isFinite);
                    if (!isFinite)
                    {
                        return new TrainingResult(TrainingEnd.NotFinite, steps, validations);
                    }

                    steps.Add(step);
                    progress?.Report(step);
                }

                if (validation is not null)
                {
                    using IDisposable pause = clock.Pause();
                    ValidationResult result = Validation.Measure(_model, validation(), epoch, steps.Count, cancellationToken);
                    validations.Add(result);
                    validated?.Report(result);
                }
            }

            return new TrainingResult(TrainingEnd.Completed, steps, validations);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new TrainingResult(TrainingEnd.Cancelled, steps, validations);
        }
        finally
        {
            _model.Precision.Set(ScalarType.Float32);
            _model.eval();
        }
    }

    private TrainingStep TakeStep(PaddedBatch[] batches, int epoch, FusedAdamW optimizer, TrainingClock clock, out bool isFinite)
    {
        using var scope = NewDisposeScope();
        optimizer.ClearGradients();
        double loss = 0;
        double weight = batches.Sum(b => (double)b.LabelWeights.Sum());
        foreach (PaddedBatch batch in batches)
        {
            // Batches weigh by their labels, so that a step is the same however it is cut into batches.
            double share = weight > 0 ? batch.LabelWeights.Sum() / weight : 1.0 / batches.Length;
            using var batchScope = NewDisposeScope();
            Tensor batchLoss = _model.Loss(batch, _options.Loss);
            (batches.Length == 1 ? batchLoss : batchLoss.mul(share)).backward();
            loss += share * batchLoss.ToDouble();
        }

        double norm = optimizer.GradientNorm();
        double learningRate = _options.LearningRate * _options.Schedule.At(clock.StepsTaken, clock.TotalSteps);

        // Looked at before the weights are touched: they stay as the last good step left them.
        isFinite = double.IsFinite(loss) && double.IsFinite(norm);
        if (isFinite)
        {
            optimizer.Step(learningRate, Scale(norm));
        }

        optimizer.ClearGradients();
        return clock.Tick(epoch, loss, learningRate, norm, batches.Sum(b => b.TokenCount));
    }

    // As torch.nn.utils.clip_grad_norm_, without a pass over the gradients of its own.
    private double Scale(double norm)
    {
        const double guard = 1e-6;
        return _options.MaximumGradientNorm > 0 ? Math.Min(1, _options.MaximumGradientNorm / (norm + guard)) : 1;
    }
}
