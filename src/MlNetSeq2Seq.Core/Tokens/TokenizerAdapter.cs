using Microsoft.ML.Tokenizers;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// Any tokenizer of Microsoft.ML.Tokenizers (SentencePiece, BPE, Tiktoken, …), with offsets into the text that was given.
/// </summary>
public sealed class TokenizerAdapter : ITextTokenizer
{
    private readonly Tokenizer _tokenizer;
    private readonly IWordSegmenter? _segmenter;

    /// <summary>Wraps a tokenizer.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="segmenter">
    /// Finds the words of <see cref="TokenSequence.Words"/>; null for those of the tokenizer's own pre-tokenizer, or, without one, each
    /// token its own word.
    /// </param>
    public TokenizerAdapter(Tokenizer tokenizer, IWordSegmenter? segmenter = null)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        _tokenizer = tokenizer;
        _segmenter = segmenter;
    }

    /// <inheritdoc/>
    public TokenSequence Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        IReadOnlyList<EncodedToken> tokens = _tokenizer.EncodeToTokens(text, out string? normalized);
        normalized ??= text;
        TextSpan[] encoded = [.. tokens.Select(token => SpanOf(token.Offset))];
        TextSpan[] offsets = encoded;
        if (!string.Equals(normalized, text, StringComparison.Ordinal))
        {
            AlignedText aligned = TextAligner.Align(text, normalized);
            offsets = [.. encoded.Select(span => aligned.OriginOf(span.Start, span.End))];
        }

        int[] words = _segmenter is null ? OwnWords(normalized, encoded) : WordIndexes.Of(offsets, _segmenter.Segment(text));
        return new TokenSequence([.. tokens.Select(token => token.Id)], words, offsets);
    }

    /// <summary>The text of tokens, as the tokenizer itself writes it.</summary>
    /// <param name="ids">Token ids, shape [length].</param>
    public string Decode(ReadOnlySpan<int> ids) => _tokenizer.Decode(ids.ToArray()) ?? string.Empty;

    private static TextSpan SpanOf(Range range) => new(range.Start.Value, range.End.Value - range.Start.Value);

    private int[] OwnWords(string normalized, TextSpan[] encoded) => _tokenizer.PreTokenizer is { } preTokenizer
        ? WordIndexes.Of(encoded, [.. preTokenizer.PreTokenize(normalized).Select(word => new TextSpan(word.Item1, word.Item2))])
        : [.. Enumerable.Range(0, encoded.Length)];
}
