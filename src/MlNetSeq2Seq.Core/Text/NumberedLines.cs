using System.Text;

namespace MlNetSeq2Seq.Text;

/// <summary>The lines of a file as bytes, with their numbers, so that what reads them can say which one it refuses.</summary>
internal static class NumberedLines
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file: lines ended by U+000A, which the lines do not hold; a byte order mark of UTF-8 is passed over.</param>
    /// <returns>The number of each line, from 1, and its bytes.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static IEnumerable<(int Number, ReadOnlyMemory<byte> Line)> Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        ReadOnlyMemory<byte> rest = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsMemory(Encoding.UTF8.Preamble.Length) : bytes;
        for (int number = 1; !rest.IsEmpty; number++)
        {
            int end = rest.Span.IndexOf((byte)'\n');
            yield return (number, end < 0 ? rest : rest[..end]);
            rest = end < 0 ? default : rest[(end + 1)..];
        }
    }
}
