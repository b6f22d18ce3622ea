using System;
using System.Collections.Generic;

namespace Microsoft.ML.Tokenizers;

/// <summary>Characters, joined to pieces of the vocabulary, those of the best score first.</summary>
internal sealed class PairEncoder : SentencePieceEncoder
{
    internal PairEncoder(SentencePieceModel model)
        : base(model)
    {
        for (int id = 0; id < model.Pieces.Count; id++)
        {
            Ids.Add(model.Pieces[id].Piece, id);
            LastByteId = model.Pieces[id].Type == SentencePieceType.Byte ? id : LastByteId;
        }

        FirstByteId = Ids.GetValueOrDefault("<0x00>", LastByteId);
    }

    internal override string Normalize(SentencePieceNormalizer normalizer, string text) => normalizer.Normalize(text);

    internal override void Encode(string text, int start, List<EncodedToken> tokens)
    {
        List<(int Start, int Length)> symbols = [];
        for (int i = 0; i < text.Length; i += symbols[^1].Length)
        {
            symbols.Add((i, char.IsSurrogatePair(text, i) ? 2 : 1));
        }

        int[] before = new int[symbols.Count];
        int[] after = new int[symbols.Count];
        for (int i = 0; i < symbols.Count; i++)
        {
            (before[i], after[i]) = (i - 1, i + 1 < symbols.Count ? i + 1 : -1);
        }

        // How pieces that only serve to make longer ones came to be, to take them apart again.
        Dictionary<(int Start, int Length), int> joins = [];
        PriorityQueue<(int Left, int Length), (float Score, int Left)> queue = new();
        for (int i = 0; i + 1 < symbols.Count; i++)
        {
            Enqueue(i);
        }

        while (queue.TryDequeue(out (int Left, int Length) join, out _))
        {
            int left = join.Left;
            int right = symbols[left].Length == 0 ? -1 : after[left];
            if (right < 0 || symbols[left].Length + symbols[right].Length != join.Length)
            {
                continue;
            }

            symbols[left] = (symbols[left].Start, join.Length);
            symbols[right] = (0, 0);
            after[left] = after[right];
            if (after[left] >= 0)
            {
                before[after[left]] = left;
                Enqueue(left);
            }

            if (before[left] >= 0)
            {
                Enqueue(before[left]);
            }
        }

        for (int i = 0; i >= 0 && i < symbols.Count; i = after[i])
        {
            Add(symbols[i].Start, symbols[i].Length);
        }

        void Enqueue(int left)
        {
            (int from, int length) = (symbols[left].Start, symbols[left].Length + symbols[after[left]].Length);
            if (Ids.TryGetValue(text.Substring(from, length), out int id))
            {
                queue.Enqueue((left, length), (-Model.Pieces[id].Score, -left));
                if (Model.Pieces[id].Type == SentencePieceType.Unused)
                {
                    joins.TryAdd((from, length), symbols[left].Length);
                }
            }
        }

        void Add(int from, int length)
        {
            string piece = text.Substring(from, length);
            int id = Ids.GetValueOrDefault(piece, UnknownId);
            if (Model.Pieces[id].Type == SentencePieceType.Unused && joins.TryGetValue((from, length), out int first))
            {
                Add(from, first);
                Add(from + first, length - first);
            }
            else if (id == UnknownId && Model.ByteFallback)
            {
                AddBytes(piece, start + from, restAtEnd: false, tokens);
            }
            else
            {
                tokens.Add(new EncodedToken(id, Model.Pieces[id].Piece, new Range(start + from, start + from + length)));
            }
        }
    }

    internal override string? TokenOf(int id) => (uint)id < (uint)Model.Pieces.Count ? Model.Pieces[id].Piece : null;
}
