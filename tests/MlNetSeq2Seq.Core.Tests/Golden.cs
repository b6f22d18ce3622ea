using System.Collections.Concurrent;
using System.Text.Json;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests;

/// <summary>Reads the reference numbers; each file once.</summary>
internal static class Golden
{
    private static readonly ConcurrentDictionary<string, JsonElement[]> Files = new(StringComparer.Ordinal);

    private static readonly Lazy<Vocabulary> LazyVocabulary = new(
        () => MlNetSeq2Seq.Tokens.Vocabulary.ReadFile(SharedData.Path("golden/data/vocab.txt")));

    /// <summary>The vocabulary of the text cases.</summary>
    internal static Vocabulary Vocabulary => LazyVocabulary.Value;

    /// <summary>The one value of a JSON file.</summary>
    internal static JsonElement Json(string path) => Files.GetOrAdd(path, static path =>
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(SharedData.Path("golden/" + path)));
        return [document.RootElement.Clone()];
    })[0];

    /// <summary>
    /// The values of a file that has one a line. Not by ReadAllLines: the texts hold characters that it may take for line ends.
    /// </summary>
    internal static JsonElement[] Lines(string path) => Files.GetOrAdd(path, static path =>
    [
        .. File.ReadAllText(SharedData.Path("golden/" + path)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line)),
    ]);

    /// <summary>The numbers of the cases of a file, as theory data; none where the folder is absent and the test is skipped.</summary>
    internal static TheoryData<int> Numbers(Func<int> count) => SharedData.Folder is null ? [] : [.. Enumerable.Range(0, count())];

    internal static int[] Integers(this JsonElement element) => [.. element.EnumerateArray().Select(item => item.GetInt32())];

    internal static float[] Floats(this JsonElement element) => [.. element.EnumerateArray().Select(item => item.GetSingle())];
}
