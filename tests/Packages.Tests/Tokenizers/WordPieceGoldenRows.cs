using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Packages.Tests.Tokenizers;

/// <summary>Texts with their tokens as BERT's own tokenizers give them (golden/data/wordpiece_*.jsonl), and the vocabulary.</summary>
internal static partial class WordPieceGoldenRows
{
    private static readonly Lazy<Dictionary<string, JsonElement[]>> Files = new(() =>
        Directory.GetFiles(SharedData.Path("golden/data"), "wordpiece_*.jsonl")
            .ToDictionary(file => Path.GetFileName(file), file => File.ReadLines(file).Select(line => JsonElement.Parse(line)).ToArray()));

    public static string VocabularyFile => SharedData.Path("golden/data/vocab.txt");

    /// <summary>Where the rows with a wanted text stand.</summary>
    public static TheoryData<string, int> Where(Func<string, bool> wanted)
    {
        TheoryData<string, int> rows = [];
        foreach ((string file, JsonElement[] lines) in Files.Value.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            for (int i = 0; i < lines.Length; i++)
            {
                if (wanted(Text(file, i)))
                {
                    rows.Add(file, i);
                }
            }
        }

        return rows;
    }

    public static string Text(string file, int line) => Files.Value[file][line].GetProperty("text").GetString()!;

    /// <summary>The ids of Hugging Face's tokenizer, which are noted where they differ from those of Google's.</summary>
    public static int[] Ids(string file, int line) =>
        (Files.Value[file][line].TryGetProperty("huggingface_ids", out JsonElement ids) ? ids : Files.Value[file][line].GetProperty("ids"))
            .EnumerateArray().Select(id => id.GetInt32()).ToArray();

    /// <summary>The tokens of Google's tokenizer, of each word together.</summary>
    public static List<List<string>> Words(string file, int line)
    {
        List<List<string>> words = [];
        foreach (string token in Files.Value[file][line].GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!))
        {
            if (!IsContinuation(token))
            {
                words.Add([]);
            }

            words[^1].Add(token);
        }

        return words;
    }

    /// <summary>Whether a token is the rest of a word; a lone ## is two characters of a text.</summary>
    public static bool IsContinuation(string token) => token.Length > 2 && token.StartsWith("##", StringComparison.Ordinal);

    /// <summary>
    /// Whether Microsoft.ML.Tokenizers 2.0.0 cleans and splits a text as BERT does. It drops symbols, characters beyond U+FFFF and
    /// numbers that are no decimal digits, removes tabs and line ends, keeps format characters, takes _ for a letter and [mask] for
    /// [MASK]; and whether an accent comes off hangs on the globalization mode of the program. BertTokenizerTests shows each.
    /// </summary>
    public static bool IsPlain(string text) =>
        text.All(character => char.IsAsciiLetterOrDigit(character)
            || character is (>= '\u4E00' and <= '\u9FFF') or (>= '\u3400' and <= '\u4DBF')
            || char.GetUnicodeCategory(character) is UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation
                or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation
                or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation)
        && SpecialTokens().Matches(text).All(match => !match.Value.Any(char.IsAsciiLetterLower));

    [GeneratedRegex(@"\[(unk|sep|pad|cls|mask)\]", RegexOptions.IgnoreCase)]
    private static partial Regex SpecialTokens();
}
