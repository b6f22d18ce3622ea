using System.Text;

namespace MlNetSeq2Seq.Text;

/// <summary>Files of text pairs: UTF-8, one pair a line, lines ended by U+000A, source and target with a separator between them.</summary>
public static class TextPairFile
{
    /// <summary>The separator of the published fine-tuning data: U+0001, which no text holds.</summary>
    public const char DefaultSeparator = '\u0001';

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a whole file; every line is checked before the first pair is given.</summary>
    /// <param name="path">The file.</param>
    /// <param name="separator">What stands between source and target. What follows a second one is ignored.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A line has no separator, an empty side or no UTF-8, or there is no line; the message has its number.</exception>
    public static IReadOnlyList<TextPair> Read(string path, char separator = DefaultSeparator)
    {
        List<TextPair> pairs = [];
        foreach ((int number, ReadOnlyMemory<byte> line) in NumberedLines.Read(path))
        {
            pairs.Add(Parse(line.Span, separator, $"Line {number} of '{path}'"));
        }

        return pairs.Count > 0 ? pairs : throw new InvalidDataException($"'{path}' is empty; wanted are lines of two texts with U+{(int)separator:X4} between them.");
    }

    private static TextPair Parse(ReadOnlySpan<byte> line, char separator, string where)
    {
        string text;
        try
        {
            text = s_strictUtf8.GetString(line).TrimEnd('\r');
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"{where} is not UTF-8: byte {e.Index} is 0x{e.BytesUnknown?[0]:X2}.", e);
        }

        string[] parts = text.Split(separator);
        if (parts.Length < 2)
        {
            throw new InvalidDataException($"{where} has no separator U+{(int)separator:X4} between a source and a target.");
        }

        (string source, string target) = (parts[0].Trim(), parts[1].Trim());
        return source.Length > 0 && target.Length > 0
            ? new TextPair { Source = source, Target = target }
            : throw new InvalidDataException($"{where} has an empty {(source.Length == 0 ? "source" : "target")}.");
    }
}
