using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>Options of <see cref="TokenInsertion"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TokenInsertionOptions
{
    /// <summary>The token that is put in.</summary>
    public required int MaskId { get; init; }

    /// <summary>Entries of the vocabulary; a random token is below.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>How many tokens are put in, as a share of those that are there, rounded up; in [0, 1].</summary>
    public double InsertionRatio { get; init; } = 0.1;

    /// <summary>Share of the new tokens that are random ones, rounded up; in [0, 1]. The others are the mask.</summary>
    public double RandomRatio { get; init; }

    /// <summary>The lowest id of a random token; set it behind special tokens where these stand first in the vocabulary.</summary>
    public int FirstRandomId { get; init; } = 1;
}
