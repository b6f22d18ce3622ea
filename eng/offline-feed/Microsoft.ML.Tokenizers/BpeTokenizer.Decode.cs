using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text;

namespace Microsoft.ML.Tokenizers;

public sealed partial class BpeTokenizer
{
    public override string Decode(IEnumerable<int> ids) => Decode(ids, considerSpecialTokens: true);

    public string Decode(IEnumerable<int> ids, bool considerSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (ByteLevel)
        {
            List<byte> bytes = [];
            foreach (int id in ids)
            {
                if (TextOf(id, considerSpecialTokens) is { } token)
                {
                    AddBytes(token, bytes);
                }
            }

            return Encoding.UTF8.GetString(bytes.ToArray());
        }

        StringBuilder text = new();
        foreach (int id in ids)
        {
            if (id != _unknownId || considerSpecialTokens)
            {
                text.Append(TextOf(id, considerSpecialTokens));
            }
        }

        string written = text.ToString();
        if (EndOfWordSuffix is { Length: > 0 } suffix)
        {
            written = written.EndsWith(suffix, StringComparison.Ordinal) ? written[..^suffix.Length] : written;
            written = written.Replace(suffix, " ", StringComparison.Ordinal);
        }

        return ContinuingSubwordPrefix is { Length: > 0 } prefix ? written.Replace(prefix, "", StringComparison.Ordinal) : written;
    }

    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten) =>
        Decode(ids, destination, considerSpecialTokens: true, out idsConsumed, out charsWritten);

    public OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, bool considerSpecialTokens, out int idsConsumed, out int charsWritten)
    {
        ArgumentNullException.ThrowIfNull(ids);
        (idsConsumed, charsWritten) = (0, 0);
        List<int> pending = [];
        foreach (int id in ids)
        {
            if (ByteLevel && !_tokens.ContainsKey(id) && !_specialTokens.ContainsKey(id))
            {
                return OperationStatus.InvalidData;
            }

            pending.Add(id);
            string text = Decode(pending, considerSpecialTokens);
            if (ByteLevel && text.EndsWith('\uFFFD') && pending.Count < 4)
            {
                // A character may go on in the next token.
                continue;
            }

            if (!text.TryCopyTo(destination[charsWritten..]))
            {
                return OperationStatus.DestinationTooSmall;
            }

            charsWritten += text.Length;
            idsConsumed += pending.Count;
            pending.Clear();
        }

        return OperationStatus.Done;
    }

    private string? TextOf(int id, bool considerSpecialTokens) =>
        _specialTokens.TryGetValue(id, out string? special) ? considerSpecialTokens ? special : null
        : _tokens.TryGetValue(id, out string? token) ? token
        : null;

    private void AddBytes(ReadOnlySpan<char> token, List<byte> bytes)
    {
        if (EndOfWordSuffix is { } suffix && token.EndsWith(suffix))
        {
            token = token[..^suffix.Length];
        }

        if (ContinuingSubwordPrefix is { } prefix && token.StartsWith(prefix))
        {
            token = token[prefix.Length..];
        }

        // What is no character of the alphabet, as in special tokens, is text.
        Span<byte> written = stackalloc byte[4];
        for (int i = 0; i < token.Length;)
        {
            if (ByteAlphabet.TryGetByte(token[i], out byte value))
            {
                bytes.Add(value);
                i++;
                continue;
            }

            Rune.DecodeFromUtf16(token[i..], out Rune rune, out int length);
            bytes.AddRange(written[..rune.EncodeToUtf8(written)]);
            i += length;
        }
    }
}
