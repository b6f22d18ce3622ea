using System.Text.Json.Serialization;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>Options of <see cref="ByteBpeTextTokenizer"/>; the defaults are those of GPT-2, whose only special token is <c>&lt;|endoftext|&gt;</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ByteBpeTextTokenizerOptions : TextTokenizerOptions
{
    /// <summary>The special token of GPT-2.</summary>
    public const string EndOfText = "<|endoftext|>";

    /// <summary>Makes options with GPT-2's special token for all that a model needs.</summary>
    public ByteBpeTextTokenizerOptions() => SpecialTokenNames = SpecialTokenNames.All(EndOfText);

    /// <summary>The lines of <c>merges.txt</c>: two tokens with a space between them, what is joined first first.</summary>
    public required IReadOnlyList<string> Merges { get; init; }

    /// <summary>Whether a text is encoded as if a space stood before it, so that its first word is the same token as elsewhere.</summary>
    public bool AddPrefixSpace { get; init; }

    /// <summary>Whether rows begin with a token, as BART's do with <c>&lt;s&gt;</c> and GPT-2's do not.</summary>
    public bool BeginsText { get; init; }

    /// <inheritdoc/>
    public override IVocabularyTokenizer Create(Vocabulary vocabulary, IWordSegmenter? segmenter = null) => new ByteBpeTextTokenizer(vocabulary, this, segmenter);
}
