namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>What selectors and corruptors know of a row.</summary>
internal readonly ref struct MaskingRow(ReadOnlySpan<int> ids, ReadOnlySpan<int> tokenLengths)
{
    private readonly ReadOnlySpan<int> _tokenLengths = tokenLengths;

    /// <summary>The clean token ids, shape [length].</summary>
    internal ReadOnlySpan<int> Ids { get; } = ids;

    /// <summary>The characters of the tokens in a range.</summary>
    internal int Characters(int start, int end)
    {
        int characters = 0;
        for (int i = start; i < end; i++)
        {
            characters += _tokenLengths[Ids[i]];
        }

        return characters;
    }
}
