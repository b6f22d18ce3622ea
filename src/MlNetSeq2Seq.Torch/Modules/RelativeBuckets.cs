namespace MlNetSeq2Seq.Modules;

/// <summary>
/// T5's buckets of relative positions: near distances have one each, far ones share them, the further the more, and all beyond a
/// distance share the last. Source: Raffel et al., arXiv 1910.10683, section 2.1, released code.
/// </summary>
/// <param name="IsBidirectional">Whether keys behind the query have buckets of their own, the upper half; else they share the first with distance 0.</param>
/// <param name="Count">The number of buckets.</param>
/// <param name="MaximumDistance">From here on all distances share a bucket.</param>
internal readonly record struct RelativeBuckets(bool IsBidirectional, int Count, int MaximumDistance)
{
    /// <summary>The bucket of a key at a distance from the query.</summary>
    /// <param name="relative">The position of the key less that of the query.</param>
    public int Of(int relative)
    {
        int count = IsBidirectional ? Count / 2 : Count;
        int start = IsBidirectional && relative > 0 ? count : 0;
        int distance = IsBidirectional ? Math.Abs(relative) : Math.Max(0, -relative);
        int exact = count / 2;
        if (distance < exact)
        {
            return start + distance;
        }

        // In single precision, as the released code has it: where the logarithm is whole, rounding decides the bucket.
        float share = MathF.Log((float)distance / exact) / (float)Math.Log((double)MaximumDistance / exact);
        return start + Math.Min(count - 1, exact + (int)(share * (count - exact)));
    }

    /// <summary>The buckets of all keys for all queries.</summary>
    /// <param name="firstQuery">The position of the first query; the first key has position 0.</param>
    /// <param name="queries">The number of queries.</param>
    /// <param name="keys">The number of keys.</param>
    /// <returns>Shape [queries, keys].</returns>
    public int[] Table(int firstQuery, int queries, int keys)
    {
        int[] byDistance = new int[queries + keys - 1]; // by key - query, from the least on
        int least = -(firstQuery + queries - 1);
        for (int i = 0; i < byDistance.Length; i++)
        {
            byDistance[i] = Of(least + i);
        }

        int[] table = new int[queries * keys];
        for (int query = 0; query < queries; query++)
        {
            byDistance.AsSpan(queries - 1 - query, keys).CopyTo(table.AsSpan(query * keys));
        }

        return table;
    }
}
