using System.Globalization;
using System.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// Pairs of files of whole-word references, UTF-8, as HJHGJGHHG/GAU-PyTorch has them: line i of the one is a text, line i of the other its
/// references in the form <c>[2, 3, 7]</c>.
/// </summary>
public static class WordReferenceFile
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a pair of files line by line; a file of any size, in little memory.</summary>
    /// <param name="textPath">The texts.</param>
    /// <param name="referencePath">Their references.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A line is no list of places or no UTF-8, or one file has more lines; the message has the line's number.</exception>
    public static IEnumerable<ReferencedText> Read(string textPath, string referencePath)
    {
        using LineReader texts = new(textPath);
        using LineReader references = new(referencePath);
        while (true)
        {
            string? text = texts.Read();
            string? line = references.Read();
            if (text is null && line is null)
            {
                yield break;
            }

            if (text is null || line is null)
            {
                throw new InvalidDataException(
                    $"'{textPath}' and '{referencePath}' pair line by line, but '{(text is null ? textPath : referencePath)}' ends before line {texts.Number}.");
            }

            yield return new ReferencedText(text, Parse(line, $"Line {references.Number} of '{referencePath}'"));
        }
    }

    /// <summary>The line of a list of references.</summary>
    /// <param name="references">The places.</param>
    public static string Format(ReadOnlySpan<int> references)
    {
        StringBuilder line = new("[");
        foreach (int reference in references)
        {
            line.Append(line.Length > 1 ? ", " : "").Append(CultureInfo.InvariantCulture, $"{reference}");
        }

        return line.Append(']').ToString();
    }

    private static int[] Parse(string line, string where)
    {
        ReadOnlySpan<char> list = line.AsSpan().Trim();
        if (list is not ['[', .. var inner, ']'])
        {
            throw new InvalidDataException($"{where} is '{Shortened(line)}', but wanted is a list of places such as [2, 3, 7].");
        }

        List<int> references = [];
        foreach (Range range in inner.Trim().IsEmpty ? default : inner.Split(','))
        {
            references.Add(int.TryParse(inner[range].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int reference)
                ? reference
                : throw new InvalidDataException($"{where} has '{inner[range].Trim()}' in the list, but wanted are places of tokens."));
        }

        return [.. references];
    }

    private static string Shortened(string line)
    {
        const int longest = 40;
        return line.Length > longest ? line[..longest] + "…" : line;
    }

    // Lines end at U+000A alone: a text may hold other characters that a StreamReader would end a line at.
    private sealed class LineReader(string path) : IDisposable
    {
        private readonly StreamReader _reader = new(path, s_strictUtf8);
        private readonly StringBuilder _line = new();

        internal int Number { get; private set; }

        public void Dispose() => _reader.Dispose();

        internal string? Read()
        {
            Number++;
            _line.Clear();
            bool hasAny = false;
            try
            {
                for (int unit = _reader.Read(); unit >= 0; unit = _reader.Read())
                {
                    if (unit == '\n')
                    {
                        return Line();
                    }

                    hasAny = true;
                    _line.Append((char)unit);
                }
            }
            catch (DecoderFallbackException exception)
            {
                throw new InvalidDataException($"Line {Number} of '{path}' is not UTF-8.", exception);
            }

            return hasAny ? Line() : null;
        }

        private string Line() => _line.Length > 0 && _line[^1] == '\r' ? _line.ToString(0, _line.Length - 1) : _line.ToString();
    }
}
