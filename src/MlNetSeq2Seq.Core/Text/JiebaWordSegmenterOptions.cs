using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Text;

/// <summary>Options of <see cref="JiebaWordSegmenter"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record JiebaWordSegmenterOptions
{
    /// <summary>Whether a hidden Markov model guesses words that the dictionary lacks.</summary>
    public bool UseHiddenMarkovModel { get; init; } = true;

    /// <summary>Words in addition to jieba's dictionary; of equal words the last counts.</summary>
    public IReadOnlyList<UserWord> UserWords { get; init; } = [];
}
