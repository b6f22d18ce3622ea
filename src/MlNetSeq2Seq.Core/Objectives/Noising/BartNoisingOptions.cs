using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>Options of <see cref="BartNoising"/>: each noise with its own options, null where it is left out.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BartNoisingOptions
{
    /// <summary>Sentences change places.</summary>
    public SentencePermutationOptions? Permutation { get; init; }

    /// <summary>Spans are hidden.</summary>
    public TextInfillingOptions? Infilling { get; init; }

    /// <summary>Tokens are deleted.</summary>
    public TokenDeletionOptions? Deletion { get; init; }

    /// <summary>Tokens are put in.</summary>
    public TokenInsertionOptions? Insertion { get; init; }

    /// <summary>The text is rotated.</summary>
    public DocumentRotationOptions? Rotation { get; init; }
}
