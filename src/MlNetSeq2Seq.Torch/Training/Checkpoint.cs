using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetSeq2Seq.Weights;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// One saved moment of a training, a folder: <c>model.safetensors</c>, the weights to use (the averaged ones where weights
/// are averaged); <c>state.safetensors</c>, what the optimiser and the others keep; <c>training.json</c>, the rest.
/// </summary>
internal static class Checkpoint
{
    public const string ModelFile = "model.safetensors";
    private const string StateFile = "state.safetensors";
    private const string RecordFile = "training.json";
    private const string OptimizerPrefix = "optimizer/";
    private const string SlowPrefix = "slow/";
    private const string WeightPrefix = "weights/";
    private const string Generator = "generator";

    /// <summary>Writes a checkpoint into a new folder.</summary>
    public static void Write(string folder, TrainingRun run, JsonObject options)
    {
        using var scope = NewDisposeScope();
        IEnumerable<(string Name, Tensor Value)> weights = run.Model.named_parameters().Select(p => (p.name, (Tensor)p.parameter));
        IEnumerable<(string Name, Tensor Value)> state =
        [
            .. Prefixed(OptimizerPrefix, run.Optimizer.Checkpoint()),
            .. Prefixed(AveragePrefix(run), run.Average?.State ?? []),
            .. Prefixed(SlowPrefix, run.Lookahead?.State ?? []),
            .. Prefixed(WeightPrefix, run.Average is null ? [] : weights),
            .. StepColumns.Write(run.Steps),
            (Generator, random.get_rng_state()),
        ];
        SafetensorsWriter.Write(Path.Combine(folder, StateFile), state.ToDictionary(t => t.Name, t => t.Value));
        using (run.Average?.Swap())
        {
            SafetensorsWriter.Write(Path.Combine(folder, ModelFile), weights.ToDictionary(t => t.Name, t => t.Value));
        }

        AtomicFile.Write(Path.Combine(folder, RecordFile), stream => JsonSerializer.Serialize(stream, Record(run, options), CheckpointRecord.Json));
    }

    /// <summary>What a checkpoint holds besides tensors.</summary>
    /// <exception cref="InvalidDataException">It is damaged or was written by another version of the library.</exception>
    public static CheckpointRecord ReadRecord(string folder, long step)
    {
        try
        {
            using FileStream stream = File.OpenRead(Path.Combine(folder, RecordFile));
            JsonNode json = JsonNode.Parse(stream, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) ?? throw new JsonException($"'{RecordFile}' is null.");
            int version = json[nameof(CheckpointRecord.Version)].Deserialize<int>();
            CheckpointRecord record = version == CheckpointRecord.PresentVersion
                ? json.Deserialize<CheckpointRecord>(CheckpointRecord.Json)!
                : throw new InvalidDataException($"The checkpoint '{folder}' has version {version}; this library reads version {CheckpointRecord.PresentVersion}.");
            return record.Problem(step) is { } problem ? throw new JsonException($"{problem} in '{RecordFile}'.") : record;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FileNotFoundException)
        {
            throw Damaged(folder, e);
        }
    }

    /// <summary>Brings a training that was just begun to where the checkpoint was written.</summary>
    /// <param name="folder">The checkpoint.</param>
    /// <param name="record">Its record.</param>
    /// <param name="run">The training.</param>
    /// <param name="isChanged">Whether it has other options than the one that wrote the checkpoint; what the checkpoint holds no state of then begins anew.</param>
    /// <param name="weightsOfStep">The file with the weights of the best step.</param>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or belongs to another model.</exception>
    public static void Restore(string folder, CheckpointRecord record, TrainingRun run, bool isChanged, Func<long, string> weightsOfStep)
    {
        try
        {
            using SafetensorsFile state = SafetensorsFile.Open(Path.Combine(folder, StateFile));
            RestoreWeights(folder, state, run, isChanged);
            RestoreState(state, record, run, isChanged);
            if (!isChanged || IsBestOf(record, run, weightsOfStep))
            {
                run.Best.Restore(record.BestStep, record.BestValue, record.ValidationsWithoutGain, () => weightsOfStep(record.BestStep));
            }

            if (IsSame(record, nameof(TrainingOptions.Precision), $"{run.Options.Precision}"))
            {
                run.Precision = record.Precision;
                run.LossScale.Restore(record.LossScale, record.LossScaleGoodSteps);
            }

            run.Clock.Restore(record.Step, record.Tokens, TimeSpan.FromSeconds(record.ElapsedSeconds), TimeSpan.FromSeconds(record.SteppingSeconds));
            StepColumns.Read(state, checked((int)record.Step), run.Steps);
            run.Validations.AddRange(record.Validations);
            run.SkippedInARow = record.SkippedInARow;
            using Tensor generator = StateTensors.Read(state, Generator, random.get_rng_state().shape);
            random.set_rng_state(generator);
        }
        catch (Exception e) when (e is InvalidDataException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw isChanged ? new InvalidDataException($"The checkpoint '{folder}' does not fit the options that changed since: {e.Message}", e) : Damaged(folder, e);
        }
    }

    private static InvalidDataException Damaged(string folder, Exception cause) =>
        new($"The checkpoint '{folder}' is damaged: {cause.Message} Delete it to go on from the one before.", cause);

    // The weights to use are not those that are trained where weights are averaged.
    private static void RestoreWeights(string folder, SafetensorsFile state, TrainingRun run, bool isChanged)
    {
        (string name, TorchSharp.Modules.Parameter parameter)[] parameters = [.. run.Model.named_parameters()];
        bool areApart = isChanged ? parameters.Any(p => state.Contains(WeightPrefix + p.name)) : run.Average is not null;
        if (!areApart)
        {
            StateDict.Load(run.Model, Path.Combine(folder, ModelFile));
            return;
        }

        foreach ((string name, TorchSharp.Modules.Parameter parameter) in parameters)
        {
            StateTensors.Copy(state, WeightPrefix + name, parameter);
        }
    }

    private static void RestoreState(SafetensorsFile state, CheckpointRecord record, TrainingRun run, bool isChanged)
    {
        if (IsHeld(OptimizerPrefix, run.Optimizer.State))
        {
            run.Optimizer.Restore(state, OptimizerPrefix);
        }

        if (IsHeld(AveragePrefix(run), run.Average?.State ?? []))
        {
            run.Average?.Restore(state, AveragePrefix(run), record.AverageUpdates, record.AverageIsBehind);
        }
        else
        {
            run.BeginAverage();
        }

        if (IsHeld(SlowPrefix, run.Lookahead?.State ?? []))
        {
            run.Lookahead?.Restore(state, SlowPrefix);
        }
        else
        {
            run.BeginLookahead();
        }

        bool IsHeld(string prefix, IEnumerable<(string Name, Tensor Value)> tensors) => !isChanged || tensors.All(t => state.Contains(prefix + t.Name));
    }

    // What begins at zero is not yet the average that the other begins with.
    private static string AveragePrefix(TrainingRun run) => run.Options.Average is { CorrectsBias: true } ? "sum/" : "average/";

    // Values of another metric say nothing, and the best weights may not have been kept.
    private static bool IsBestOf(CheckpointRecord record, TrainingRun run, Func<long, string> weightsOfStep) =>
        IsSame(record, nameof(TrainingOptions.BestMetric), run.Options.BestMetric)
        && (record.BestStep == 0 || !run.Options.RestoreBest || File.Exists(weightsOfStep(record.BestStep)));

    private static bool IsSame(CheckpointRecord record, string option, string present) => record.Options["Training"]?[option]?.ToString() == present;

    private static IEnumerable<(string Name, Tensor Value)> Prefixed(string prefix, IEnumerable<(string Name, Tensor Value)> tensors) =>
        tensors.Select(t => (prefix + t.Name, t.Value));

    private static CheckpointRecord Record(TrainingRun run, JsonObject options) => new()
    {
        Version = CheckpointRecord.PresentVersion,
        Step = run.Clock.StepsTaken,
        TotalSteps = run.Clock.TotalSteps,
        Precision = run.Precision,
        ElapsedSeconds = run.Clock.Elapsed.TotalSeconds,
        SteppingSeconds = run.Clock.Stepping.TotalSeconds,
        Tokens = run.Clock.Tokens,
        LossScale = run.LossScale.Factor,
        LossScaleGoodSteps = run.LossScale.GoodSteps,
        SkippedInARow = run.SkippedInARow,
        AverageUpdates = run.Average?.Updates ?? 0,
        AverageIsBehind = run.Average?.IsBehind ?? false,
        BestStep = run.Best.Step,
        BestValue = run.Best.Value,
        ValidationsWithoutGain = run.Best.ValidationsWithoutGain,
        Validations = run.Validations,
        Options = options.DeepClone().AsObject(),
    };
}
