using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Corpora;

/// <summary>Which files are a corpus, and what happens to lines that cannot be read.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CorpusOptions
{
    /// <summary>
    /// Files, and folders of which all .txt, .json and .jsonl files are taken: a document a line, UTF-8; in .json and .jsonl files a JSON
    /// object a line.
    /// </summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The member of a JSON object that holds the document.</summary>
    public string JsonKey { get; init; } = "text";

    /// <summary>Longest line in bytes, at least 1; longer ones cannot be read.</summary>
    public int MaximumLineBytes { get; init; } = 1 << 24;

    /// <summary>Whether lines that cannot be read are told and skipped; else the first ends the work.</summary>
    public bool SkipBadLines { get; init; }
}
