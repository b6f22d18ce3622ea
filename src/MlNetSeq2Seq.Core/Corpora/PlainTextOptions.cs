using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Corpora;

/// <summary>Options of <see cref="PlainTextDocuments"/>; the defaults are those of HJHGJGHHG/GAU-PyTorch, trans_to_json.py.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PlainTextOptions
{
    /// <summary>Files, and folders of which all .txt files are taken; UTF-8.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The line that ends a document, without white space around it; an empty one where it is empty.</summary>
    public string Separator { get; init; } = "";

    /// <summary>Documents of no more characters, line ends included, are left out.</summary>
    public int MinimumLength { get; init; } = 10;

    /// <summary>Longest line in bytes, at least 1; longer ones cannot be read.</summary>
    public int MaximumLineBytes { get; init; } = 1 << 24;

    /// <summary>Whether lines that cannot be read are told and skipped; else the first ends the work.</summary>
    public bool SkipBadLines { get; init; }
}
