using System.Numerics;

namespace MlNetSeq2Seq.Decoding;

/// <summary>Finds the few largest of many numbers without sorting them.</summary>
internal static class Largest
{
    /// <summary>Finds the largest values, the largest first; of equal ones that with the lower index first.</summary>
    /// <param name="values">The values; negative infinity is never found.</param>
    /// <param name="indexes">Takes their indexes; its length says how many are wanted.</param>
    /// <param name="largest">Takes the values; as long as <paramref name="indexes"/>.</param>
    /// <returns>How many were found: fewer than wanted where there are not so many.</returns>
    internal static int Find(ReadOnlySpan<float> values, Span<int> indexes, Span<float> largest)
    {
        int count = 0;
        float bound = float.NegativeInfinity;
        int i = 0;
        for (; i + Vector<float>.Count <= values.Length; i += Vector<float>.Count)
        {
            // Nearly all blocks hold nothing that is large enough.
            if (Vector.GreaterThanAny(new Vector<float>(values[i..]), new Vector<float>(bound)))
            {
                for (int k = i; k < i + Vector<float>.Count; k++)
                {
                    bound = Offer(values[k], k, bound, indexes, largest, ref count);
                }
            }
        }

        for (; i < values.Length; i++)
        {
            bound = Offer(values[i], i, bound, indexes, largest, ref count);
        }

        return count;
    }

    // Puts a value into its place and answers what the next must exceed.
    private static float Offer(float value, int index, float bound, Span<int> indexes, Span<float> largest, ref int count)
    {
        if (!(value > bound))
        {
            return bound;
        }

        int place = count < indexes.Length ? count++ : count - 1;
        while (place > 0 && largest[place - 1] < value)
        {
            largest[place] = largest[place - 1];
            indexes[place] = indexes[place - 1];
            place--;
        }

        largest[place] = value;
        indexes[place] = index;
        return count < indexes.Length ? float.NegativeInfinity : largest[count - 1];
    }
}
