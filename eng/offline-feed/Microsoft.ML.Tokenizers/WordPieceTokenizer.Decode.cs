using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text;

namespace Microsoft.ML.Tokenizers;

public partial class WordPieceTokenizer
{
    public override string Decode(IEnumerable<int> ids) => Decode(ids, skipSpecialTokens: false);

    /// <summary>Joins the tokens: continuations to what they continue, others with a space between, save before . , ! ? and '.</summary>
    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(ids);
        StringBuilder text = new();
        bool first = true;
        foreach (int id in ids)
        {
            if (skipSpecialTokens && _specialIds.Contains(id))
            {
                continue;
            }

            if (_vocabulary.Token(id) is { } token)
            {
                bool continues = token.StartsWith(ContinuingSubwordPrefix, StringComparison.Ordinal);
                if (!continues && !first && token[0] is not ('.' or ',' or '!' or '?' or '\''))
                {
                    text.Append(' ');
                }

                text.Append(continues ? token.AsSpan(ContinuingSubwordPrefix.Length) : token);
            }

            first = false;
        }

        return text.ToString();
    }

    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten) =>
        Decode(ids, destination, skipSpecialTokens: false, out idsConsumed, out charsWritten);

    /// <summary>As the one above, but with a space before punctuation too, and to the first id that is not in the vocabulary.</summary>
    public OperationStatus Decode(
        IEnumerable<int> ids, Span<char> destination, bool skipSpecialTokens, out int idsConsumed, out int charsWritten)
    {
        ArgumentNullException.ThrowIfNull(ids);
        idsConsumed = 0;
        charsWritten = 0;
        bool first = true;
        foreach (int id in ids)
        {
            if (skipSpecialTokens && _specialIds.Contains(id))
            {
                continue;
            }

            if (_vocabulary.Token(id) is not { } token)
            {
                return OperationStatus.InvalidData;
            }

            bool continues = token.StartsWith(ContinuingSubwordPrefix, StringComparison.Ordinal);
            ReadOnlySpan<char> piece = continues ? token.AsSpan(ContinuingSubwordPrefix.Length) : token;
            bool apart = !continues && !first;
            if (destination.Length - charsWritten < piece.Length + (apart ? 1 : 0))
            {
                return OperationStatus.DestinationTooSmall;
            }

            if (apart)
            {
                destination[charsWritten++] = ' ';
            }

            piece.CopyTo(destination[charsWritten..]);
            charsWritten += piece.Length;
            idsConsumed++;
            first = false;
        }

        return OperationStatus.Done;
    }
}
