namespace MlNetSeq2Seq.Decoding;

/// <summary>Finds the least of the largest of many numbers without sorting them, by quickselect (Hoare, 1961) over sums.</summary>
internal static class Border
{
    /// <summary>The value at which the largest values, the largest first, come to exceed a limit together.</summary>
    /// <param name="values">The values, at least one; they are put into another order.</param>
    /// <param name="limit">What is exceeded.</param>
    /// <param name="byCount">Whether each value counts 1; else it counts itself, and none is negative.</param>
    /// <returns>The value with which the limit is first exceeded; the least of all where it is not.</returns>
    internal static float Find(Span<float> values, double limit, bool byCount)
    {
        double above = 0;
        while (true)
        {
            float pivot = Median(values[0], values[values.Length / 2], values[^1]);
            (int greater, int equal, double greaterSum) = Partition(values, pivot, byCount);
            double equalSum = byCount ? equal : (double)equal * pivot;
            if (above + greaterSum > limit)
            {
                values = values[..greater];
            }
            else if (above + greaterSum + equalSum > limit || greater + equal == values.Length)
            {
                return pivot;
            }
            else
            {
                above += greaterSum + equalSum;
                values = values[(greater + equal)..];
            }
        }
    }

    private static float Median(float x, float y, float z) => Math.Max(Math.Min(x, y), Math.Min(Math.Max(x, y), z));

    // Greater ones first, then equal ones, then the rest.
    private static (int Greater, int Equal, double GreaterSum) Partition(Span<float> values, float pivot, bool byCount)
    {
        int greater = 0;
        int rest = values.Length;
        double sum = 0;
        for (int i = 0; i < rest;)
        {
            float value = values[i];
            if (value > pivot)
            {
                sum += byCount ? 1 : value;
                values[i++] = values[greater];
                values[greater++] = value;
            }
            else if (value < pivot)
            {
                values[i] = values[--rest];
                values[rest] = value;
            }
            else
            {
                i++;
            }
        }

        return (greater, rest - greater, sum);
    }
}
