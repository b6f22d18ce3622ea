using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Tokens;

/// <summary>Options of <see cref="VocabularyBuilder"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record VocabularyBuilderOptions
{
    /// <summary>Most tokens of the vocabulary, special tokens included.</summary>
    public int MaximumSize { get; init; } = 21128;

    /// <summary>How often a character or a piece must occur.</summary>
    public int MinimumCount { get; init; } = 1;

    /// <summary>How text is cleaned and cut into words; the same options as those of the tokenizer that will use the vocabulary.</summary>
    public BertTextTokenizerOptions Tokenizer { get; init; } = new();
}
