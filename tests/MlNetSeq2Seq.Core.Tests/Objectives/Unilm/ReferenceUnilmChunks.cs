namespace MlNetSeq2Seq.Tests.Objectives.Unilm;

/// <summary>
/// The source's loop as it is described: a run that would hold one sentence does not go on to the next, so that the same one comes again.
/// </summary>
internal static class ReferenceUnilmChunks
{
    internal static List<int[]> Of(int[] counts, int length)
    {
        List<int[]> runs = [];
        List<int> run = [];
        int tokens = 0;
        int i = 0;
        while (i < counts.Length)
        {
            run.Add(i);
            tokens += counts[i];
            if (i == counts.Length - 1 || tokens >= length)
            {
                if (run.Count == 1)
                {
                    continue;
                }

                runs.Add([.. run]);
                run.Clear();
                tokens = 0;
            }

            i++;
        }

        return runs;
    }
}
