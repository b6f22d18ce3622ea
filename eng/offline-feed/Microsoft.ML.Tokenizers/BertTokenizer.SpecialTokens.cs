using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;

namespace Microsoft.ML.Tokenizers;

public sealed partial class BertTokenizer
{
    /// <summary>[CLS] tokens [SEP], or [CLS] tokens [SEP] further tokens [SEP].</summary>
    public IReadOnlyList<int> BuildInputsWithSpecialTokens(IEnumerable<int> tokenIds, IEnumerable<int>? additionalTokenIds = null) =>
        Lay(tokenIds, additionalTokenIds, ClassificationTokenId, SeparatorTokenId, SeparatorTokenId, id => id, id => id).ToList();

    public OperationStatus BuildInputsWithSpecialTokens(
        IEnumerable<int> tokenIds, Span<int> destination, out int valuesWritten, IEnumerable<int>? additionalTokenIds = null) =>
        Write(BuildInputsWithSpecialTokens(tokenIds, additionalTokenIds), destination, out valuesWritten);

    /// <summary>1 where a special token stands, or will stand once they are added; 0 elsewhere.</summary>
    public IReadOnlyList<int> GetSpecialTokensMask(
        IEnumerable<int> tokenIds, IEnumerable<int>? additionalTokenIds = null, bool alreadyHasSpecialTokens = false)
    {
        ArgumentNullException.ThrowIfNull(tokenIds);
        return alreadyHasSpecialTokens
            ? tokenIds.Concat(additionalTokenIds ?? []).Select(id => IsSpecial(id) ? 1 : 0).ToList()
            : Lay(tokenIds, additionalTokenIds, 1, 1, 1, _ => 0, _ => 0).ToList();
    }

    public OperationStatus GetSpecialTokensMask(
        IEnumerable<int> tokenIds,
        Span<int> destination,
        out int valuesWritten,
        IEnumerable<int>? additionalTokenIds = null,
        bool alreadyHasSpecialTokens = false) =>
        Write(GetSpecialTokensMask(tokenIds, additionalTokenIds, alreadyHasSpecialTokens), destination, out valuesWritten);

    /// <summary>0 for the first sequence and its special tokens, 1 for the second and its [SEP].</summary>
    public IReadOnlyList<int> CreateTokenTypeIdsFromSequences(IEnumerable<int> tokenIds, IEnumerable<int>? additionalTokenIds = null) =>
        Lay(tokenIds, additionalTokenIds, 0, 0, 1, _ => 0, _ => 1).ToList();

    public OperationStatus CreateTokenTypeIdsFromSequences(
        IEnumerable<int> tokenIds, Span<int> destination, out int valuesWritten, IEnumerable<int>? additionalTokenIds = null) =>
        Write(CreateTokenTypeIdsFromSequences(tokenIds, additionalTokenIds), destination, out valuesWritten);

    private bool IsSpecial(int id) =>
        id == ClassificationTokenId || id == SeparatorTokenId || id == PaddingTokenId || id == MaskingTokenId || id == UnknownTokenId;

    private static IEnumerable<int> Lay(
        IEnumerable<int> first,
        IEnumerable<int>? second,
        int beginning,
        int endOfFirst,
        int endOfSecond,
        Func<int, int> ofFirst,
        Func<int, int> ofSecond)
    {
        ArgumentNullException.ThrowIfNull(first, "tokenIds");
        IEnumerable<int> laid = first.Select(ofFirst).Prepend(beginning).Append(endOfFirst);
        return second is null ? laid : laid.Concat(second.Select(ofSecond)).Append(endOfSecond);
    }

    /// <summary>Writes all values, or says that the room is too small and counts none as written.</summary>
    private static OperationStatus Write(IReadOnlyList<int> values, Span<int> destination, out int valuesWritten)
    {
        valuesWritten = 0;
        if (values.Count > destination.Length)
        {
            return OperationStatus.DestinationTooSmall;
        }

        foreach (int value in values)
        {
            destination[valuesWritten++] = value;
        }

        return OperationStatus.Done;
    }
}
