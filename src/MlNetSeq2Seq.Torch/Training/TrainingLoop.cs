using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// The training of a model, to be read from top to bottom: for each epoch, for each batch, loss, gradients, a limit on
/// their norm, a step of the optimiser; now and then a validation and a checkpoint.
/// </summary>
public sealed class TrainingLoop
{
    private readonly Seq2SeqModel _model;
    private readonly TrainingOptions _options;

    /// <summary>Prepares the training of a model.</summary>
    /// <param name="model">The model; its weights are changed in place.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or is one that the model cannot follow.</exception>
    public TrainingLoop(Seq2SeqModel model, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.RecomputeActivations && model.Recomputation is null)
        {
            throw new ArgumentException($"{model.GetName()} has no layers whose activations could be computed again; leave {nameof(TrainingOptions.RecomputeActivations)} off.", nameof(options));
        }

        if (PrecisionChoice.Problem(options.Precision, model.Device) is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        if (options.Loss.Smoothing > 0 && model.Configuration is IEncoderConfig { Head: EncoderHead.Reading })
        {
            throw new ArgumentException($"{model.GetName()} finds places of answers, whose labels cannot be smoothed: a share would go to padding; leave {nameof(TokenLoss.Smoothing)} 0.", nameof(options));
        }

        (_model, _options) = (model, options);
    }

    /// <summary>Scales the loss whatever the precision, so that it can be tested where there is no graphics card for float16.</summary>
    internal bool AlwaysScalesLoss { get; init; }

    /// <summary>
    /// Trains the model, or goes on from the newest checkpoint of the folder in the options. Libtorch's generator, which
    /// dropout draws from, is the caller's to seed; a checkpoint brings it to where it was. On a graphics card each step
    /// seeds it with the seed of the options and its own number.
    /// </summary>
    /// <param name="training">The batches to learn from.</param>
    /// <param name="validation">Makes the batches to measure on; null for none.</param>
    /// <param name="progress">Is told every step; null for nobody.</param>
    /// <param name="validated">Is told every validation; null for nobody.</param>
    /// <param name="scores">Measures the model in other ways at each validation, such as Rouge of what it writes; gets the number of steps taken. null for none.</param>
    /// <param name="cancellationToken">Ends the training after the step in hand; the model keeps what it learnt.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="ArgumentException">There is no batch to learn from, one does not fit the model, the options ask for something that is not measured, or a checkpoint was made with other options.</exception>
    /// <exception cref="InsufficientMemoryException">A batch does not fit into the memory of the device.</exception>
    /// <exception cref="InvalidDataException">The newest checkpoint is damaged.</exception>
    /// <exception cref="IOException">Another training uses the folder of checkpoints, or one cannot be written.</exception>
    public TrainingResult Run(
        EpochBatches training,
        Func<IEnumerable<PaddedBatch>>? validation = null,
        IProgress<TrainingStep>? progress = null,
        IProgress<ValidationResult>? validated = null,
        Func<long, IReadOnlyDictionary<string, double>>? scores = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.Count < 1)
        {
            throw new ArgumentException("TrainingLoop has no batch to learn from: the training data has no rows.", nameof(training));
        }

        RequireMeasured(validation is not null, scores is not null);
        long stepsPerEpoch = (training.Count + _options.Accumulation - 1) / _options.Accumulation;
        using var run = new TrainingRun(_model, _options, stepsPerEpoch, AlwaysScalesLoss);
        using CheckpointFolder? checkpoints = _options.Checkpoints is { } folder ? new CheckpointFolder(folder, Description(training)) : null;
        checkpoints?.Restore(run);
        long resumedFrom = run.Clock.StepsTaken;
        try
        {
            _model.Precision.Set(run.Precision);
            _model.Recomputation?.Set(_options.RecomputeActivations);
            _model.train();
            ValidateIfDue();
            for (int epoch = run.Epoch; epoch < _options.Epochs; epoch = run.Epoch)
            {
                int batchesBefore = checked((int)run.StepInEpoch * _options.Accumulation);
                foreach (PaddedBatch[] batches in Prefetched.Read(training.Of(epoch).Skip(batchesBefore), _options.Prefetch).Chunk(_options.Accumulation))
                {
                    if (run.Best.IsPatienceOver)
                    {
                        return End(TrainingEnd.StoppedEarly);
                    }

                    if (cancellationToken.IsCancellationRequested)
                    {
                        return End(TrainingEnd.Cancelled);
                    }

                    TrainingStep step = TakeStep(batches, run);
                    progress?.Report(step);
                    if (run.SkippedInARow >= _options.MaximumSkippedSteps)
                    {
                        return End(TrainingEnd.NotFinite);
                    }

                    ValidateIfDue();
                    checkpoints?.SaveIfDue(run);
                }

                if (run.StepInEpoch != 0)
                {
                    throw new InvalidOperationException($"Epoch {epoch} of the training data has not the {training.Count} batches that were announced: it ended at step {run.StepInEpoch} of {stepsPerEpoch}.");
                }
            }

            return End(TrainingEnd.Completed);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return End(TrainingEnd.Cancelled);
        }
        finally
        {
            _model.Precision.Set(ScalarType.Float32);
            _model.Recomputation?.Set(false);
            _model.eval();
        }

        void ValidateIfDue()
        {
            if (validation is null || !run.IsValidationDue)
            {
                return;
            }

            using IDisposable pause = run.Clock.Pause();
            using IDisposable? average = run.Average?.Swap();
            int epoch = run.Steps[^1].Epoch;
            ValidationResult result = Validation.Measure(_model, validation(), epoch, run.Clock.StepsTaken, cancellationToken);
            result = scores is null ? result : result with { Scores = scores(run.Clock.StepsTaken) };
            run.Validations.Add(result);
            run.Best.Consider(result);
            validated?.Report(result);
            _model.train();
        }

        TrainingResult End(TrainingEnd end)
        {
            if (end != TrainingEnd.NotFinite)
            {
                checkpoints?.Save(run);
            }

            if (!run.Best.RestoreWeights())
            {
                run.Average?.Keep();
            }

            return new TrainingResult(end, run.Steps, run.Validations) { ResumedFrom = resumedFrom, BestStep = run.Best.Step };
        }
    }

    // Said before the first step: after an epoch it would come too late.
    private void RequireMeasured(bool hasValidation, bool hasScores)
    {
        if (!hasValidation && (_options.EarlyStopping is not null || _options.RestoreBest))
        {
            throw new ArgumentException($"TrainingLoop has no validation data, which {(_options.RestoreBest ? "the best weights are chosen by" : "early stopping goes by")}; give some, or turn that off.");
        }

        if (hasValidation && !hasScores && !ValidationResult.AlwaysMeasured.Contains(_options.BestMetric))
        {
            throw new ArgumentException($"TrainingLoop is to judge validations by '{_options.BestMetric}', but nothing besides {string.Join(", ", ValidationResult.AlwaysMeasured)} is measured.");
        }
    }

    private TrainingStep TakeStep(PaddedBatch[] batches, TrainingRun run)
    {
        using var scope = NewDisposeScope();
        int epoch = run.Epoch;
        double learningRate = run.Stages.Enter(run.Clock.StepsTaken) * _options.Schedule.At(run.Clock.StepsTaken, run.Clock.TotalSteps);
        StepSeed.Apply(_model.Device, _options.Seed, run.Clock.StepsTaken);
        run.Optimizer.ClearGradients();
        double loss = Backward(batches, run.LossScale.Factor);
        if (run.Adversary is not null)
        {
            // The gradients of the second pass are added to those of the first; where nothing moves, it would be the first again.
            using IDisposable? moved = run.Adversary.Move();
            if (moved is not null)
            {
                Backward(batches, run.LossScale.Factor);
            }
        }

        double norm = run.Optimizer.GradientNorm() / run.LossScale.Factor;

        // Looked at before the weights are touched: they stay as the last good step left them.
        bool isFinite = double.IsFinite(loss) && double.IsFinite(norm);
        if (isFinite)
        {
            StepWeights(run, learningRate, Limit(norm) / run.LossScale.Factor);
        }

        run.Optimizer.ClearGradients();
        bool isExplained = run.LossScale.Update(isFinite);
        run.SkippedInARow = isFinite || isExplained ? 0 : run.SkippedInARow + 1;
        TrainingStep step = run.Clock.Tick(epoch, loss, learningRate, norm, batches.Sum(b => b.TokenCount)) with { IsSkipped = !isFinite };
        run.Steps.Add(step);
        return step;
    }

    // The average takes in what a step leaves in the end: the optimiser's weights, or those that lookahead has drawn back.
    private static void StepWeights(TrainingRun run, double learningRate, double gradientScale)
    {
        if (run.Lookahead is null)
        {
            run.Optimizer.Step(learningRate, gradientScale, run.Average);
        }
        else
        {
            run.Average?.CatchUp();
            run.Optimizer.Step(learningRate, gradientScale);
            run.Lookahead.Update(run.Optimizer.StepCount); // steps that were skipped moved nothing
            run.Average?.Update();
        }
    }

    // Adds the gradients of a step's batches; gives the mean loss of their labels.
    private double Backward(PaddedBatch[] batches, double lossScale)
    {
        double loss = 0;
        foreach ((PaddedBatch batch, StepShare share) in batches.Zip(StepShare.Of(batches)))
        {
            using var scope = NewDisposeScope();
            try
            {
                BatchLoss losses = _options.RDrop > 0 ? RDrop.Losses(_model, batch, _options.Loss, _options.RDrop) : _model.Losses(batch, _model.Logits(batch), _options.Loss);
                Tensor batchLoss = losses.Sum(share);
                (lossScale == 1 ? batchLoss : batchLoss.mul(lossScale)).backward();
                loss += batchLoss.ToDouble();
            }
            catch (Exception e) when (OutOfMemory.IsCauseOf(e))
            {
                throw OutOfMemory.InStep(batch, _model.Device, e);
            }
        }

        return loss;
    }

    // As torch.nn.utils.clip_grad_norm_, without a pass over the gradients of its own.
    private double Limit(double norm)
    {
        const double guard = 1e-6;
        return _options.MaximumGradientNorm > 0 ? Math.Min(1, _options.MaximumGradientNorm / (norm + guard)) : 1;
    }

    // What must be the same for a training to be the one that a checkpoint was written by.
    private JsonObject Description(EpochBatches training)
    {
        var description = new JsonObject
        {
            ["Training"] = JsonSerializer.SerializeToNode(_options with { Checkpoints = null, Prefetch = 1, RecomputeActivations = false }, CheckpointRecord.Json),
            ["Network"] = JsonSerializer.SerializeToNode(_model.Configuration, _model.Configuration.GetType(), CheckpointRecord.Json),
            ["BatchesOfEpoch"] = training.Count,
        };
        foreach ((string name, JsonNode? value) in training.Description)
        {
            description[name] = value?.DeepClone();
        }

        return description;
    }
}
