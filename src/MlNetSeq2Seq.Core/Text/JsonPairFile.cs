using System.Text.Json;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>Pairs of texts as JSON lines: <c>{"Question": "…", "Answer": "…"}</c>.</summary>
internal static class JsonPairs
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">UTF-8, an object a line; empty lines are passed over.</param>
    /// <param name="sourceKey">The member that is read.</param>
    /// <param name="targetKey">The member that is written for it.</param>
    /// <exception cref="InvalidDataException">A line is no such object, or there is none; the message has its number.</exception>
    public static IReadOnlyList<TextPair> ReadLines(string path, string sourceKey, string targetKey)
    {
        ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
        List<TextPair> pairs = [];
        for (int number = 1; !rest.IsEmpty; number++)
        {
            int end = rest.IndexOf((byte)'\n');
            byte[] line = (end < 0 ? rest : rest[..end]).Trim(" \r\t"u8).ToArray();
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (line.Length > 0)
            {
                pairs.Add(Parse(line, sourceKey, targetKey, $"Line {number} of '{path}'"));
            }
        }

        return pairs.Count > 0 ? pairs : throw new InvalidDataException($"'{path}' is empty; wanted are lines {{\"{sourceKey}\": \"…\", \"{targetKey}\": \"…\"}}.");
    }

    private static TextPair Parse(byte[] line, string sourceKey, string targetKey, string where)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return new TextPair { Source = Member(document.RootElement, sourceKey, where), Target = Member(document.RootElement, targetKey, where) };
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{where} is not JSON: {e.Message}", e);
        }
    }

    private static string Member(JsonElement element, string key, string where) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out JsonElement member) && member.ValueKind == JsonValueKind.String
            && member.GetString()!.Trim() is { Length: > 0 } text
            ? text
            : throw new InvalidDataException($"{where} has no text '{key}'.");
}
