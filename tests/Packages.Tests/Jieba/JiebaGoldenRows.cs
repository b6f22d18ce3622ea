using System.Reflection;
using System.Text.Json;
using JiebaNet.Segmenter;

namespace Packages.Tests.Jieba;

/// <summary>Texts with their words as jieba 0.42.1 for Python cuts them (golden/data/jieba_*.jsonl).</summary>
internal static class JiebaGoldenRows
{
    private static readonly Lazy<Dictionary<string, JsonElement[]>> Files = new(() =>
        Directory.GetFiles(SharedData.Path("golden/data"), "jieba_*.jsonl")
            .ToDictionary(file => Path.GetFileName(file), file => File.ReadLines(file).Select(line => JsonElement.Parse(line)).ToArray()));

    private static readonly Lazy<HashSet<char>> KnownAlone = new(() =>
    {
        using JsonDocument emissions = JsonDocument.Parse(File.ReadAllBytes(ConfigManager.ProbEmitFile));
        return emissions.RootElement.GetProperty("S").EnumerateObject().Select(entry => entry.Name[0]).ToHashSet();
    });

    /// <summary>Whether the tests run on jieba.NET itself. It says of itself that it is basically, not wholly, jieba.</summary>
    public static bool OnOriginal { get; } = !typeof(JiebaSegmenter).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Contains("standin");

    public static string Text(string file, int line) => Files.Value[file][line].GetProperty("text").GetString()!;

    public static string[] Words(string file, int line, string mode) =>
        Files.Value[file][line].GetProperty(mode).EnumerateArray().Select(word => word.GetString()!).ToArray();

    /// <summary>Where each row with such a mode stands; on the original, those that it is bound to cut alike.</summary>
    public static TheoryData<string, int> With(string mode)
    {
        TheoryData<string, int> rows = [];
        foreach ((string file, JsonElement[] lines) in Files.Value.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            for (int i = 0; i < lines.Length; i++)
            {
                if (lines[i].TryGetProperty(mode, out _) && !(OnOriginal && MayDiffer(Text(file, i))))
                {
                    rows.Add(file, i);
                }
            }
        }

        return rows;
    }

    /// <summary>
    /// What jieba.NET 0.42.2 cuts otherwise than jieba 0.42.1: characters beyond U+FFFF (in halves), the middle dot (may stand in
    /// words), and equally probable paths. Those come from a character three times over, and from characters that the hidden
    /// Markov model does not know.
    /// </summary>
    private static bool MayDiffer(string text) =>
        text.Any(character => char.IsSurrogate(character) || character == '·')
        || text.Any(character => IsHan(character) && !KnownAlone.Value.Contains(character))
        || text.Where((character, i) => i >= 2 && text[i - 1] == character && text[i - 2] == character).Any(IsHan);

    private static bool IsHan(char character) => character is >= '\u4E00' and <= '\u9FD5';
}
