namespace SampleComponent;

/// <summary>A large table that gives every character an id; what matters of it here is its size.</summary>
public sealed class TokenTable
{
    private readonly int[] _ids;

    /// <summary>Makes a table of pseudo-random ids.</summary>
    /// <param name="size">The number of entries, above 0.</param>
    public TokenTable(int size)
    {
        _ids = new int[size];
        uint state = 2463534242;
        for (int i = 0; i < size; i++)
        {
            // Marsaglia's xorshift: not compressible, so that the zip really carries all the bytes.
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            _ids[i] = (int)(state >> 1);
        }
    }

    internal TokenTable(int[] ids) => _ids = ids;

    internal ReadOnlySpan<int> Ids => _ids;

    /// <summary>The ids of a text's characters.</summary>
    public int[] Encode(ReadOnlySpan<char> text)
    {
        int[] ids = new int[text.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = _ids[(int)(text[i] * 2654435761u % (uint)_ids.Length)];
        }

        return ids;
    }
}
