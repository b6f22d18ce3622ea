using System.Text.Json.Serialization;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>Options of <see cref="SentencePieceTextTokenizer"/>; the defaults are those of T5, whose rows have no token to begin with.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SentencePieceTextTokenizerOptions : TextTokenizerOptions
{
    /// <summary>Makes options with T5's special tokens; what T5 has none for is another's.</summary>
    public SentencePieceTextTokenizerOptions() => SpecialTokenNames = new SpecialTokenNames
    {
        Padding = "<pad>", Unknown = "<unk>", Classification = "</s>", Separator = "</s>", Mask = "<unk>",
    };

    /// <summary>The bytes of the model file: <c>spiece.model</c>, <c>sentencepiece.bpe.model</c> or <c>tokenizer.model</c>.</summary>
    public required byte[] Model { get; init; }

    /// <summary>Whether rows begin with a token, as those of XLM-R do with <c>&lt;s&gt;</c> and T5's do not.</summary>
    public bool BeginsText { get; init; }

    /// <inheritdoc/>
    public override IVocabularyTokenizer Create(Vocabulary vocabulary, IWordSegmenter? segmenter = null) => new SentencePieceTextTokenizer(vocabulary, this, segmenter);
}
