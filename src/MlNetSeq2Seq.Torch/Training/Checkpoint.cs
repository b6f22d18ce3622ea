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
    private const string AveragePrefix = "average/";
    private const string SlowPrefix = "slow/";
    private const string WeightPrefix = "weights/";
    private const string Generator = "generator";

    /// <summary>Writes a checkpoint into a new folder.</summary>
    public static void Write(string folder, TrainingRun run, JsonNode options)
    {
        using var scope = NewDisposeScope();
        IEnumerable<(string Name, Tensor Value)> weights = run.Model.named_parameters().Select(p => (p.name, (Tensor)p.parameter));
        IEnumerable<(string Name, Tensor Value)> state =
        [
            .. Prefixed(OptimizerPrefix, run.Optimizer.Checkpoint()),
            .. Prefixed(AveragePrefix, run.Average?.State ?? []),
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
    /// <exception cref="InvalidDataException">It is damaged or was written by a later version of the library.</exception>
    public static CheckpointRecord ReadRecord(string folder)
    {
        string path = Path.Combine(folder, RecordFile);
        try
        {
            using FileStream stream = File.OpenRead(path);
            CheckpointRecord record = JsonSerializer.Deserialize<CheckpointRecord>(stream, CheckpointRecord.Json) ?? throw new JsonException("it is null");
            return record.Version == CheckpointRecord.PresentVersion
                ? record
                : throw new InvalidDataException($"The checkpoint '{folder}' has version {record.Version}; this library reads version {CheckpointRecord.PresentVersion}.");
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException)
        {
            throw new InvalidDataException($"The checkpoint '{folder}' is damaged: {e.Message} Delete it to go on from the one before.", e);
        }
    }

    /// <summary>Brings a training that was just begun to where the checkpoint was written.</summary>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or belongs to another model.</exception>
    public static void Restore(string folder, CheckpointRecord record, TrainingRun run, Func<long, string> weightsOfStep)
    {
        using SafetensorsFile state = SafetensorsFile.Open(Path.Combine(folder, StateFile));
        if (run.Average is null)
        {
            StateDict.Load(run.Model, Path.Combine(folder, ModelFile));
        }
        else
        {
            foreach ((string name, TorchSharp.Modules.Parameter parameter) in run.Model.named_parameters())
            {
                StateTensors.Copy(state, WeightPrefix + name, parameter);
            }
        }

        run.Optimizer.Restore(state, OptimizerPrefix);
        run.Average?.Restore(state, AveragePrefix, record.AverageUpdates, record.AverageIsBehind);
        run.Lookahead?.Restore(state, SlowPrefix);
        run.LossScale.Restore(record.LossScale, record.LossScaleGoodSteps);
        run.Best.Restore(record.BestStep, record.BestValue, record.ValidationsWithoutGain, () => weightsOfStep(record.BestStep));
        run.Clock.Restore(record.Step, record.Tokens, TimeSpan.FromSeconds(record.ElapsedSeconds), TimeSpan.FromSeconds(record.SteppingSeconds));
        StepColumns.Read(state, checked((int)record.Step), run.Steps);
        run.Validations.AddRange(record.Validations);
        run.SkippedInARow = record.SkippedInARow;
        run.Precision = Enum.Parse<ScalarType>(record.Precision);
        using Tensor generator = StateTensors.Read(state, Generator, random.get_rng_state().shape);
        random.set_rng_state(generator);
    }

    private static IEnumerable<(string Name, Tensor Value)> Prefixed(string prefix, IEnumerable<(string Name, Tensor Value)> tensors) =>
        tensors.Select(t => (prefix + t.Name, t.Value));

    private static CheckpointRecord Record(TrainingRun run, JsonNode options) => new()
    {
        Version = CheckpointRecord.PresentVersion,
        Step = run.Clock.StepsTaken,
        TotalSteps = run.Clock.TotalSteps,
        Precision = run.Precision.ToString(),
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
        Options = options.DeepClone(),
    };
}
