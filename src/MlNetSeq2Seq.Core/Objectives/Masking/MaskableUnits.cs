namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>The units of one row, from left to right: runs of tokens that are chosen or left as a whole.</summary>
internal sealed class MaskableUnits
{
    private readonly int[] _starts;
    private readonly int[] _ends;

    private MaskableUnits(int rowLength, int count, int[] starts, int[] ends, int tokens) =>
        (RowLength, Count, _starts, _ends, TokenCount) = (rowLength, count, starts, ends, tokens);

    /// <summary>Number of units.</summary>
    internal int Count { get; }

    /// <summary>Tokens of the row, special tokens included.</summary>
    internal int RowLength { get; }

    /// <summary>Tokens that belong to a unit.</summary>
    internal int TokenCount { get; }

    /// <summary>The first token of a unit.</summary>
    internal int Start(int unit) => _starts[unit];

    /// <summary>The token after the last of a unit.</summary>
    internal int End(int unit) => _ends[unit];

    /// <summary>Number of tokens of a unit; 0 for a word of which no token is left, such as white space.</summary>
    internal int Length(int unit) => _ends[unit] - _starts[unit];

    /// <summary>The unit that holds a token: the last that does not begin after it.</summary>
    internal int UnitOf(int position)
    {
        int low = 0;
        int high = Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _starts[middle] <= position ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    /// <summary>Finds the units of a row.</summary>
    /// <param name="ids">Token ids, each below the length of <paramref name="isMaskable"/>.</param>
    /// <param name="words">The word of each token, -1 for none.</param>
    /// <param name="kind">What a unit is.</param>
    /// <param name="isMaskable">Of each id, whether it may be hidden.</param>
    /// <param name="countsEmptyWords">Whether a number that no token has is a unit without tokens.</param>
    internal static MaskableUnits Of(
        ReadOnlySpan<int> ids, ReadOnlySpan<int> words, MaskingUnit kind, bool[] isMaskable, bool countsEmptyWords)
    {
        int capacity = ids.Length + (countsEmptyWords && words.Length > 0 ? MaxOf(words) + 1 : 0);
        int[] starts = new int[capacity];
        int[] ends = new int[capacity];
        int count = 0;
        int tokens = 0;
        int next = 0; // the word that would follow without a gap
        for (int i = 0; i < ids.Length; i++)
        {
            int word = words[i];
            if (word < 0 || !isMaskable[ids[i]])
            {
                continue;
            }

            for (; countsEmptyWords && next < word; next++)
            {
                (starts[count], ends[count++]) = (i, i);
            }

            tokens++;
            if (kind == MaskingUnit.Word && count > 0 && ends[count - 1] == i && i > 0 && words[i - 1] == word && starts[count - 1] < i)
            {
                ends[count - 1] = i + 1;
            }
            else
            {
                (starts[count], ends[count++]) = (i, i + 1);
            }

            next = Math.Max(next, word + 1);
        }

        return new MaskableUnits(ids.Length, count, starts, ends, tokens);
    }

    private static int MaxOf(ReadOnlySpan<int> words)
    {
        int max = -1;
        foreach (int word in words)
        {
            max = Math.Max(max, word);
        }

        return max;
    }
}
