using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// A part of a training in which only some parameters learn. Stages follow one another; the last lasts until the training
/// ends. Sources: Lewis et al., arXiv 1910.13461, section 5.3 (two stages); Raffel et al., arXiv 1910.10683, section 3.5.1
/// (gradual unfreezing).
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TrainingStage
{
    /// <summary>How many steps the stage takes; null where <see cref="Epochs"/> says it, and in the last stage.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Steps { get; init; }

    /// <summary>How many epochs the stage takes; null where <see cref="Steps"/> says it, and in the last stage.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Epochs { get; init; }

    /// <summary>A parameter learns whose name contains one of these; <c>*</c> stands for any characters. Empty for all.</summary>
    public IReadOnlyList<string> TrainablePatterns { get; init; } = [];

    /// <summary>A parameter stays as it is whose name contains one of these, whatever <see cref="TrainablePatterns"/> says.</summary>
    public IReadOnlyList<string> FrozenPatterns { get; init; } = [];

    /// <summary>The peak of the learning rate in this stage, above 0; null for the training's. The schedule goes on over all stages.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? LearningRate { get; init; }

    /// <summary>
    /// Stages that train the topmost group alone, then the two topmost, and so on until all groups train; what is in no group
    /// and not always trained stays as it is.
    /// </summary>
    /// <param name="stepsPerStage">The steps of each stage but the last, at least 1.</param>
    /// <param name="groupsTopDown">Name patterns, the topmost group first, such as <c>[".layer.11."], [".layer.10."]</c>.</param>
    /// <param name="always">Name patterns of what trains in every stage, such as embeddings and heads.</param>
    /// <exception cref="ArgumentException">There is no group, or a stage has no step.</exception>
    public static IReadOnlyList<TrainingStage> Unfreeze(long stepsPerStage, IReadOnlyList<IReadOnlyList<string>> groupsTopDown, params IReadOnlyList<string> always)
    {
        ArgumentNullException.ThrowIfNull(groupsTopDown);
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsPerStage, 1);
        return groupsTopDown.Count > 0
            ? [.. Enumerable.Range(1, groupsTopDown.Count).Select(count => new TrainingStage
            {
                Steps = count < groupsTopDown.Count ? stepsPerStage : null,
                TrainablePatterns = [.. always, .. groupsTopDown.Take(count).SelectMany(group => group)],
            })]
            : throw new ArgumentException("Gradual unfreezing needs at least one group of parameters.", nameof(groupsTopDown));
    }

    /// <summary>What is wrong with a list of stages, as the rest of a sentence; null where nothing is.</summary>
    internal static string? Problem(IReadOnlyList<TrainingStage> stages)
    {
        for (int i = 0; i < stages.Count; i++)
        {
            (long? steps, int? epochs) = (stages[i].Steps, stages[i].Epochs);
            bool isLast = i == stages.Count - 1;
            if (isLast ? steps is not null || epochs is not null : (steps is null) == (epochs is null) || steps < 1 || epochs < 1)
            {
                return $"stage {i + 1} of {stages.Count} has {steps?.ToString() ?? "no"} steps and {epochs?.ToString() ?? "no"} epochs; "
                    + (isLast ? "the last stage lasts until the training ends and has neither" : "one of the two is wanted, at least 1");
            }

            if (stages[i].LearningRate is { } rate && !(rate > 0 && double.IsFinite(rate)))
            {
                return $"stage {i + 1} of {stages.Count} has the learning rate {rate}; a number above 0 is wanted";
            }
        }

        return null;
    }
}
