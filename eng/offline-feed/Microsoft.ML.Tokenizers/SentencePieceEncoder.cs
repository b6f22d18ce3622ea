using System;
using System.Collections.Generic;
using System.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>Cuts a normalized text into pieces, by their scores or by joining pairs.</summary>
internal abstract class SentencePieceEncoder
{
    protected SentencePieceEncoder(SentencePieceModel model) => Model = model;

    internal SentencePieceModel Model { get; }

    /// <summary>The ids of pieces that a text can have, and of special ones.</summary>
    internal Dictionary<string, int> Ids { get; } = new(StringComparer.Ordinal);

    internal int FirstByteId { get; private protected set; }

    internal int LastByteId { get; private protected set; }

    internal int UnknownId => Math.Max(0, Model.UnknownId);

    internal abstract string Normalize(SentencePieceNormalizer normalizer, string text);

    /// <summary>Adds the tokens of a normalized text, their places moved by where it begins.</summary>
    internal abstract void Encode(string text, int start, List<EncodedToken> tokens);

    internal abstract string? TokenOf(int id);

    /// <summary>Adds the tokens for the bytes of an unknown stretch; those after a character's first stand at one of its ends.</summary>
    protected void AddBytes(ReadOnlySpan<char> text, int start, bool restAtEnd, List<EncodedToken> tokens)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (Rune rune in text.EnumerateRunes())
        {
            int end = start + rune.Utf16SequenceLength;
            int count = rune.EncodeToUtf8(bytes);
            for (int i = 0; i < count; i++)
            {
                int id = FirstByteId + bytes[i];
                tokens.Add(new EncodedToken(id, TokenOf(id) ?? "", i == 0 ? new Range(start, end) : restAtEnd ? new Range(end, end) : new Range(start, start)));
            }

            start = end;
        }
    }
}
