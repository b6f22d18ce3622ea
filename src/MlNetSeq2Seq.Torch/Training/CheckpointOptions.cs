using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// Where and when a training is saved, so that it can go on after a crash, a kill or a cancel. A training that finds a
/// checkpoint in the folder goes on from the newest; on one thread of a CPU it then ends with the same bits as one that
/// was never stopped.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CheckpointOptions
{
    /// <summary>The folder; made where it is missing. One training at a time uses it.</summary>
    public required string Folder { get; init; }

    /// <summary>Every how many steps a checkpoint is written; 0 for none by steps.</summary>
    public int EverySteps { get; init; }

    /// <summary>How many minutes of training pass between checkpoints; 0 for none by time. One is written at the end and when cancelled in any case.</summary>
    public double EveryMinutes { get; init; } = 10;

    /// <summary>How many of the newest checkpoints stay; at least 1.</summary>
    public int KeepLast { get; init; } = 2;

    /// <summary>Whether the step with the best validation is saved at once, and stays.</summary>
    public bool KeepBest { get; init; } = true;

    /// <summary>Whether a training may go on with other options than its checkpoint was made with; it then is not the one that was begun.</summary>
    public bool AllowChangedOptions { get; init; }

    /// <summary>What is wrong with the options, as the rest of a sentence; null where nothing is.</summary>
    internal string? Problem() => string.IsNullOrWhiteSpace(Folder) || EverySteps < 0 || EveryMinutes is not >= 0 || KeepLast < 1
        ? $"the checkpoints have folder '{Folder}', every {EverySteps} steps, every {EveryMinutes} minutes and keep {KeepLast}; wanted are a folder, at least 0, at least 0 and at least 1"
        : null;
}
