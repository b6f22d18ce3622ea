using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Tokens;

/// <summary>Options of <see cref="WordTokenization"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WordTokenizationOptions
{
    /// <summary>The vocabulary.</summary>
    public required Vocabulary Vocabulary { get; init; }

    /// <summary>How text is cleaned and cut into tokens.</summary>
    public TextTokenizerOptions Tokenizer { get; init; } = new BertTextTokenizerOptions();

    /// <summary>Whether a row begins with [CLS], where the tokenizer has one to begin with, and ends with [SEP].</summary>
    public bool AddSpecialTokens { get; init; } = true;

    /// <summary>Most tokens of a row, special tokens included; what is more is cut off at the end. Null for no limit.</summary>
    public int? MaximumLength { get; init; }
}
