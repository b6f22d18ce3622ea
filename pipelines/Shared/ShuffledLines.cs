namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>Writes lines in another order than they come in, in memory for their places alone.</summary>
internal static class ShuffledLines
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The file; it is there whole or not at all.</param>
    /// <param name="lines">The lines, without line ends.</param>
    /// <param name="random">Decides the order; null leaves it.</param>
    /// <returns>How many lines there are.</returns>
    public static int Write(string path, IEnumerable<byte[]> lines, Random? random)
    {
        List<long> ends = [];
        OutputFile.Write(path, target =>
        {
            if (random is null)
            {
                Copy(lines, target, ends);
                return;
            }

            using var aside = new FileStream(path + ".lines", FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
            Copy(lines, aside, ends);
            aside.Flush();
            int[] order = [.. Enumerable.Range(0, ends.Count)];
            random.Shuffle(order);
            foreach (int line in order)
            {
                long start = line == 0 ? 0 : ends[line - 1];
                byte[] bytes = new byte[ends[line] - start];
                RandomAccess.Read(aside.SafeFileHandle, bytes, start);
                target.Write(bytes);
            }
        });
        return ends.Count;
    }

    private static void Copy(IEnumerable<byte[]> lines, Stream stream, List<long> ends)
    {
        long end = 0;
        foreach (byte[] line in lines)
        {
            stream.Write(line);
            stream.WriteByte((byte)'\n');
            ends.Add(end += line.Length + 1);
        }
    }
}
