using System.Text.Encodings.Web;
using System.Text.Json;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>What was written for a row.</summary>
internal sealed class Answer
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Source { get; set; } = "";

    public string Generated { get; set; } = "";

    public string[]? Candidates { get; set; }

    public float[]? Scores { get; set; }

    /// <summary>Writes answers to a file, aside and renamed, or to the standard output where there is no path.</summary>
    public static void WriteLines(string? path, IEnumerable<Answer> answers, bool json)
    {
        string lines = string.Concat(answers.Select(a => (json ? a.Json() : a.Line()) + "\n"));
        if (path is null)
        {
            Console.Out.Write(lines);
            return;
        }

        File.WriteAllText(path + ".tmp", lines);
        File.Move(path + ".tmp", path, overwrite: true);
    }

    // The form of the published decoder: query U+0001 first||second||third.
    private string Line() => $"{Source}\u0001{string.Join("||", Candidates ?? [])}";

    private string Json() => JsonSerializer.Serialize(
        new { query = Source, candidates = (Candidates ?? []).Zip(Scores ?? [], (text, score) => new { text, score }) }, s_json);
}
