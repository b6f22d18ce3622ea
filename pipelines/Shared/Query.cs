using System.Text;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>A row to write for.</summary>
internal sealed class Query
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Source { get; set; } = "";

    /// <summary>The lines of a file that hold text; of a line with separators, what stands before the first.</summary>
    /// <param name="path">The file; null for the standard input.</param>
    /// <exception cref="InvalidDataException">A line is no UTF-8; the message has its number.</exception>
    public static Query[] ReadLines(string? path)
    {
        using Stream stream = path is null ? Console.OpenStandardInput() : File.OpenRead(path);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        ReadOnlySpan<byte> rest = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        if (rest.StartsWith(Encoding.UTF8.Preamble))
        {
            rest = rest[Encoding.UTF8.Preamble.Length..];
        }

        List<Query> queries = [];
        int number = 0;
        foreach (Range line in rest.Split((byte)'\n'))
        {
            string source = Decode(rest[line], ++number, path).Split('\u0001')[0].Trim();
            if (source.Length > 0)
            {
                queries.Add(new Query { Source = source });
            }
        }

        return [.. queries];
    }

    private static string Decode(ReadOnlySpan<byte> line, int number, string? path)
    {
        try
        {
            return s_strictUtf8.GetString(line);
        }
        catch (DecoderFallbackException e)
        {
            string file = path is null ? "the standard input" : $"'{path}'";
            throw new InvalidDataException($"Line {number} of {file} is not UTF-8: byte {e.Index} is 0x{e.BytesUnknown?[0]:X2}.", e);
        }
    }
}
