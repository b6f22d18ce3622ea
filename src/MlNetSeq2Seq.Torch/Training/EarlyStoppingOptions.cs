using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Training;

/// <summary>When a training ends because validation gets no better.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EarlyStoppingOptions
{
    /// <summary>How many validations in a row may bring no gain; at least 1.</summary>
    public int Patience { get; init; } = 3;

    /// <summary>By how much the value must be better than the best so far to count as a gain; at least 0. The best is the best, by however little.</summary>
    public double MinimumGain { get; init; }
}
