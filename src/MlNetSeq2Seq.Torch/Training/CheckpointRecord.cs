using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Training;

/// <summary>What a checkpoint holds besides tensors: the file <c>training.json</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CheckpointRecord
{
    public const int PresentVersion = 2;

    public required int Version { get; init; }

    public required long Step { get; init; }

    public required long TotalSteps { get; init; }

    public required string Precision { get; init; }

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
    public required JsonNode Options { get; init; }

    /// <summary>How records are written and read; a loss may be no number.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        IgnoreReadOnlyProperties = true,
    };
}
