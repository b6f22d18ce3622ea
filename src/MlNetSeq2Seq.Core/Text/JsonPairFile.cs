using System.Text.Json;

namespace MlNetSeq2Seq.Text;

/// <summary>Files of text pairs as JSON lines, as MiniGLM's questions and answers are published: <c>{"Question": "…", "Answer": "…"}</c>.</summary>
public static class JsonPairFile
{
    /// <summary>The member with the source in the published data.</summary>
    public const string DefaultSourceKey = "Question";

    /// <summary>The member with the target in the published data.</summary>
    public const string DefaultTargetKey = "Answer";

    /// <summary>Reads a whole file; every line is checked before the first pair is given.</summary>
    /// <param name="path">The file: UTF-8, an object a line; empty lines are passed over.</param>
    /// <param name="sourceKey">The member that is read.</param>
    /// <param name="targetKey">The member that is written for it.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A line is no such object or no UTF-8, or there is none; the message has its number.</exception>
    public static IReadOnlyList<TextPair> Read(string path, string sourceKey = DefaultSourceKey, string targetKey = DefaultTargetKey)
    {
        List<TextPair> pairs = [];
        foreach ((int number, ReadOnlyMemory<byte> line) in NumberedLines.Read(path))
        {
            if (line.Span.ContainsAnyExcept(" \r\t"u8))
            {
                pairs.Add(Parse(line, sourceKey, targetKey, $"Line {number} of '{path}'"));
            }
        }

        return pairs.Count > 0 ? pairs : throw new InvalidDataException($"'{path}' is empty; wanted are lines {{\"{sourceKey}\": \"…\", \"{targetKey}\": \"…\"}}.");
    }

    private static TextPair Parse(ReadOnlyMemory<byte> line, string sourceKey, string targetKey, string where)
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
        catch (InvalidOperationException e)
        {
            // Bytes of a string that are no UTF-8 are found when the string is taken.
            throw new InvalidDataException($"{where} holds text that is not UTF-8.", e);
        }
    }

    private static string Member(JsonElement element, string key, string where) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out JsonElement member) && member.ValueKind == JsonValueKind.String
            && member.GetString()!.Trim() is { Length: > 0 } text
            ? text
            : throw new InvalidDataException($"{where} has no text '{key}'.");
}
