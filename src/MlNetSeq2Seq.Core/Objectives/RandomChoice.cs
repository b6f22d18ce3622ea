namespace MlNetSeq2Seq.Objectives;

/// <summary>Draws without replacement.</summary>
internal static class RandomChoice
{
    /// <summary>Some of the numbers 0 to <paramref name="count"/> - 1 in random order: the start of a shuffle, and no more draws than that.</summary>
    internal static int[] Of(int chosen, int count, Random random)
    {
        int[] numbers = [.. Enumerable.Range(0, count)];
        for (int i = 0; i < Math.Min(chosen, count - 1); i++)
        {
            int other = random.Next(i, count);
            (numbers[i], numbers[other]) = (numbers[other], numbers[i]);
        }

        return numbers[..chosen];
    }
}
