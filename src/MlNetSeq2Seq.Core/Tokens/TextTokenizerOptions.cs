using System.Text.Json.Serialization;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// How text becomes tokens of a vocabulary: <see cref="BertTextTokenizerOptions"/>, <see cref="ByteBpeTextTokenizerOptions"/> or
/// <see cref="SentencePieceTextTokenizerOptions"/>. Options and vocabulary are all that a saved model needs to encode and decode.
/// </summary>
[JsonConverter(typeof(TextTokenizerOptionsConverter))]
public abstract record TextTokenizerOptions
{
    private protected TextTokenizerOptions()
    {
    }

    /// <summary>
    /// Whether a special token that is written out in a text, such as [MASK], becomes that token. Off by default: a user's text must not be
    /// able to end a source or to hide a token.
    /// </summary>
    public bool KeepSpecialTokens { get; init; }

    /// <summary>How the vocabulary writes its special tokens.</summary>
    public SpecialTokenNames SpecialTokenNames { get; init; } = new();

    /// <summary>Makes the tokenizer.</summary>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="segmenter">Finds the words of <see cref="TokenSequence.Words"/>; null for the tokenizer's own.</param>
    /// <exception cref="InvalidDataException">The vocabulary lacks a special token, or does not belong to the options.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public abstract IVocabularyTokenizer Create(Vocabulary vocabulary, IWordSegmenter? segmenter = null);
}
