using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training;

/// <summary>What a checkpoint holds besides tensors: the file <c>training.json</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CheckpointRecord
{
    public const int PresentVersion = 2;

    public required int Version { get; init; }

    public required long Step { get; init; }

    public required long TotalSteps { get; init; }

    public required ScalarType Precision { get; init; }

    public required double ElapsedSeconds { get; init; }

    public required double SteppingSeconds { get; init; }

    public required long Tokens { get; init; }

    public required double LossScale { get; init; }

    public required int LossScaleGoodSteps { get; init; }

    public required int SkippedInARow { get; init; }

    public required long AverageUpdates { get; init; }

    /// <summary>Whether the last step's weights are not in the average yet.</summary>
    public required bool AverageIsBehind { get; init; }

    public required long BestStep { get; init; }

    public required double BestValue { get; init; }

    public required int ValidationsWithoutGain { get; init; }

    public required IReadOnlyList<ValidationResult> Validations { get; init; }

    /// <summary>What the training was told, of which network and data: compared when it goes on.</summary>
    public required JsonObject Options { get; init; }

    /// <summary>How records are written and read; a loss may be no number.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter<ScalarType>(allowIntegerValues: false) },
    };

    /// <summary>What cannot be true of the checkpoint of a step, as the rest of a sentence; null where nothing is amiss.</summary>
    public string? Problem(long step)
    {
        IEnumerable<(bool Holds, string Found)> wanted =
        [
            (Step == step, $"{nameof(Step)} is {Step}"),
            (Precision is ScalarType.Float32 or ScalarType.BFloat16 or ScalarType.Float16, $"{nameof(Precision)} is {Precision}"),
            (IsTime(ElapsedSeconds) && IsTime(SteppingSeconds), $"its seconds are {ElapsedSeconds} and {SteppingSeconds}"),
            (Tokens >= 0, $"{nameof(Tokens)} is {Tokens}"),
            (LossScale is >= 1 and < double.PositiveInfinity && LossScaleGoodSteps >= 0, $"its scale of the loss is {LossScale} after {LossScaleGoodSteps} steps"),
            (SkippedInARow >= 0, $"{nameof(SkippedInARow)} is {SkippedInARow}"),
            (AverageUpdates >= 0 && AverageUpdates <= Step, $"{nameof(AverageUpdates)} is {AverageUpdates}"),
            (BestStep >= 0 && BestStep <= Step, $"{nameof(BestStep)} is {BestStep}"),
            (Validations.All(v => v is not null), $"one of its {nameof(Validations)} is null"),
        ];
        return wanted.FirstOrDefault(w => !w.Holds).Found;

        static bool IsTime(double seconds) => seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds;
    }
}
