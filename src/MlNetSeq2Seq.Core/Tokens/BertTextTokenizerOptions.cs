using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// Options of <see cref="BertTextTokenizer"/>; the defaults are Hugging Face's, which most Chinese models were trained with.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BertTextTokenizerOptions
{
    /// <summary>Whether letters are made small and lose their marks, as all Chinese BERT models have it.</summary>
    public bool LowerCase { get; init; } = true;

    /// <summary>Most UTF-16 units of a word; a longer one becomes the unknown token. Google's own code has 200.</summary>
    public int MaximumWordLength { get; init; } = 100;

    /// <summary>
    /// Whether a special token that is written out in a text, such as [MASK], becomes that token. Off by default: a user's text must not be
    /// able to end a source or to hide a token.
    /// </summary>
    public bool KeepSpecialTokens { get; init; }

    /// <summary>Whose cleaning of text is followed where the published tokenizers differ.</summary>
    public BertCleaning Cleaning { get; init; } = BertCleaning.HuggingFace;

    /// <summary>How the vocabulary writes its special tokens.</summary>
    public SpecialTokenNames SpecialTokenNames { get; init; } = new();
}
