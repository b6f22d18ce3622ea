using System.Globalization;
using System.Text;

namespace MlNetSeq2Seq.Text;

/// <summary>A word that a user adds to the dictionary of a segmenter.</summary>
/// <param name="Word">The word.</param>
/// <param name="Frequency">How often it is taken to occur; 0 for a number just high enough that the word is not cut apart.</param>
public sealed record UserWord(string Word, int Frequency = 0)
{
    /// <summary>Reads a dictionary in jieba's layout: a line holds a word, a frequency or none, a tag or none, parted by spaces.</summary>
    /// <param name="reader">The text; empty lines are skipped, tags are not kept.</param>
    /// <param name="name">What the text is called in messages, for example its path.</param>
    /// <exception cref="InvalidDataException">A line is no entry; the message has its number.</exception>
    public static UserWord[] Read(TextReader reader, string name)
    {
        ArgumentNullException.ThrowIfNull(reader);
        List<UserWord> words = [];
        int number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length > 0)
            {
                words.Add(Parse(parts, name, number));
            }
        }

        return [.. words];
    }

    /// <summary>Reads a dictionary file in jieba's layout, UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">A line is no entry, or the file is not UTF-8.</exception>
    public static UserWord[] ReadFile(string path)
    {
        using StreamReader reader = new(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        try
        {
            return Read(reader, path);
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException($"The user dictionary '{path}' is not UTF-8.", exception);
        }
    }

    private static UserWord Parse(string[] parts, string name, int number)
    {
        if (parts.Length == 1)
        {
            return new UserWord(parts[0]);
        }

        if (int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int frequency) && parts.Length <= 3)
        {
            return new UserWord(parts[0], frequency);
        }

        // jieba also takes a word and a tag without a frequency; a tag is Latin letters.
        return parts.Length == 2 && parts[1].All(char.IsAsciiLetter)
            ? new UserWord(parts[0])
            : throw new InvalidDataException(
                $"Line {number} of the user dictionary '{name}' is '{string.Join(' ', parts)}', "
                + "but an entry is a word, a frequency or none, a tag or none.");
    }
}
