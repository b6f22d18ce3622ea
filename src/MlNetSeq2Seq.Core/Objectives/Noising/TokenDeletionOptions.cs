using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>Options of <see cref="TokenDeletion"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TokenDeletionOptions
{
    /// <summary>Share of the tokens that is deleted, in [0, 1]; one token always stays.</summary>
    public double DeletionRatio { get; init; } = 0.15;
}
