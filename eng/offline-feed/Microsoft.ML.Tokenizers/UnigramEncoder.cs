using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>The pieces whose scores add up to most (Kudo, arXiv:1804.10959), found from left to right.</summary>
internal sealed class UnigramEncoder : SentencePieceEncoder
{
    private const float UnknownPenalty = 10;

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _pieces;
    private readonly (string? Piece, float Score, SentencePieceType Type)[] _tokens;
    private readonly float _least = float.MaxValue;
    private readonly float _most = float.MinValue;
    private readonly int _longest;

    internal UnigramEncoder(SentencePieceModel model)
        : base(model)
    {
        int count = model.Pieces.Count;
        if (model.BeginningId >= count || model.EndId >= count || model.UnknownId >= count)
        {
            throw new ArgumentException("The vocabulary lacks the token for the beginning, the end, or the unknown.");
        }

        _tokens = new (string?, float, SentencePieceType)[count];
        Dictionary<string, int> pieces = new(StringComparer.Ordinal);
        for (int id = 0; id < count; id++)
        {
            (string piece, float score, SentencePieceType type) = model.Pieces[id];
            switch (type)
            {
                case SentencePieceType.Normal or SentencePieceType.UserDefined or SentencePieceType.Unused:
                    pieces.Add(piece, id);
                    _tokens[id] = model.Pieces[id];
                    (_least, _most, _longest) = (Math.Min(_least, score), Math.Max(_most, score), Math.Max(_longest, piece.Length));
                    break;
                case SentencePieceType.Byte:
                    LastByteId = id;
                    break;
                case SentencePieceType.Unknown:
                    _tokens[id] = model.Pieces[id];
                    break;
            }
        }

        _pieces = pieces.GetAlternateLookup<ReadOnlySpan<char>>();

        // Byte tokens are no pieces of the text here, so the first of them is not found: so the original has it.
        FirstByteId = LastByteId;
        foreach ((string piece, int id) in pieces)
        {
            Ids[piece] = id;
        }

        (string Piece, int Id, SentencePieceType Type)[] special =
        [
            (model.BeginningPiece, model.BeginningId, SentencePieceType.Control), (model.EndPiece, model.EndId, SentencePieceType.Control),
            (model.UnknownPiece, model.UnknownId, SentencePieceType.Unknown), (model.PaddingPiece, model.PaddingId, SentencePieceType.Control),
        ];

        // Padding alone may be absent: a model without a beginning or an end is not read.
        foreach ((string piece, int id, SentencePieceType type) in special.Take(model.PaddingId >= 0 ? 4 : 3))
        {
            Ids[piece] = id;
            _tokens[id] = (piece, 0, type);
        }
    }

    internal override string Normalize(SentencePieceNormalizer normalizer, string text) =>
        Encoding.UTF8.GetString(normalizer.Normalize(Encoding.UTF8.GetBytes(text)));

    internal override void Encode(string text, int start, List<EncodedToken> tokens)
    {
        // Best[i] is the best way to cut the first i characters: its score, and its last piece.
        (float Score, int Start, int Id)[] best = new (float, int, int)[text.Length + 1];
        Array.Fill(best, (0, -1, -1));
        int length;
        for (int from = 0; from < text.Length; from += length)
        {
            length = char.IsSurrogatePair(text, from) ? 2 : 1;
            bool hasCharacter = false;
            for (int end = from + 1; end <= Math.Min(text.Length, from + _longest); end++)
            {
                if (_pieces.TryGetValue(text.AsSpan(from, end - from), out int id) && _tokens[id].Type != SentencePieceType.Unused)
                {
                    float score = _tokens[id].Type == SentencePieceType.UserDefined
                        ? (Encoding.UTF8.GetByteCount(text.AsSpan(from, end - from)) * _most) - 0.1f
                        : _tokens[id].Score;
                    Improve(best, from, end, score, id);
                    hasCharacter |= end - from == length;
                }
            }

            if (!hasCharacter)
            {
                Improve(best, from, from + length, _least - UnknownPenalty, UnknownId);
            }
        }

        int first = tokens.Count;
        for (int end = text.Length; end > 0; end = best[end].Start)
        {
            (_, int from, int id) = best[end];
            tokens.Add(new EncodedToken(id, id == UnknownId ? text[from..end] : TokenOf(id)!, new Range(start + from, start + end)));
        }

        tokens.Reverse(first, tokens.Count - first);
        if (Model.ByteFallback)
        {
            EncodedToken[] cut = [.. tokens[first..]];
            tokens.RemoveRange(first, cut.Length);
            foreach (EncodedToken token in cut)
            {
                if (token.Id == UnknownId)
                {
                    AddBytes(text.AsSpan()[(token.Offset.Start.Value - start)..(token.Offset.End.Value - start)], token.Offset.Start.Value, restAtEnd: true, tokens);
                }
                else
                {
                    tokens.Add(token);
                }
            }
        }
    }

    internal override string? TokenOf(int id) => (uint)id < (uint)_tokens.Length ? _tokens[id].Piece : null;

    private static void Improve((float Score, int Start, int Id)[] best, int from, int end, float score, int id)
    {
        float sum = score + best[from].Score;
        if (best[end].Start == -1 || sum > best[end].Score)
        {
            best[end] = (sum, from, id);
        }
    }
}
