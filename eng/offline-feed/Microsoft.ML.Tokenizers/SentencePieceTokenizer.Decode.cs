using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Microsoft.ML.Tokenizers;

public partial class SentencePieceTokenizer
{
    public override string Decode(IEnumerable<int> ids) => Decode(ids, considerSpecialTokens: false);

    public string Decode(IEnumerable<int> ids, bool considerSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(ids);
        StringBuilder text = new();
        List<byte> bytes = [];
        char space = EscapeWhiteSpaces ? SentencePieceNormalizer.VisibleSpace : ' ';
        bool isFirst = true;
        int suffix = -1;
        foreach (int id in ids)
        {
            bool isByte = ByteFallback && id >= _encoder.FirstByteId && id <= _encoder.LastByteId;
            if (isByte)
            {
                bytes.Add((byte)(id - _encoder.FirstByteId));
                continue;
            }

            Flush();
            if (SpecialTokenOf(id) is { } special)
            {
                text.Append(considerSpecialTokens ? special : "");
            }
            else if (id >= _encoder.FirstByteId && _encoder.TokenOf(id) is { Length: > 0 } token)
            {
                bool hasPrefix = AddDummyPrefix && !TreatWhitespaceAsSuffix && isFirst && token[0] == space;
                text.Append(hasPrefix ? token.AsSpan(1) : token);
                suffix = token[^1] == space ? text.Length - 1 : suffix;
                isFirst = false;
            }
        }

        Flush();
        if (AddDummyPrefix && TreatWhitespaceAsSuffix && suffix >= 0)
        {
            text.Remove(suffix, 1);
        }

        return EscapeWhiteSpaces ? text.Replace(SentencePieceNormalizer.VisibleSpace, ' ').ToString() : text.ToString();

        void Flush()
        {
            text.Append(Encoding.UTF8.GetString(bytes.ToArray()));
            bytes.Clear();
        }
    }

    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten) =>
        Decode(ids, destination, considerSpecialTokens: false, out idsConsumed, out charsWritten);

    public OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, bool considerSpecialTokens, out int idsConsumed, out int charsWritten)
    {
        ArgumentNullException.ThrowIfNull(ids);
        int[] all = [.. ids];

        // The text of fewer ids is the beginning of the text of more, as long as no byte is cut off.
        for (int count = all.Length; ; count--)
        {
            string text = Decode(all.Take(count), considerSpecialTokens);
            if (text.TryCopyTo(destination))
            {
                (idsConsumed, charsWritten) = (count, text.Length);
                return count == all.Length ? OperationStatus.Done : OperationStatus.DestinationTooSmall;
            }
        }
    }

    private string? SpecialTokenOf(int id) =>
        id == BeginningOfSentenceId ? BeginningOfSentenceToken
        : id == EndOfSentenceId ? EndOfSentenceToken
        : id == UnknownId ? UnknownToken
        : _specialIds.GetValueOrDefault(id);
}
