using System.Text.Json.Serialization;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="EncodeClassificationEstimator"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EncodeClassificationOptions
{
    /// <summary>The vocabulary.</summary>
    public required Vocabulary Vocabulary { get; init; }

    /// <summary>The labels; the class of a label is its place.</summary>
    public required IReadOnlyList<string> LabelNames { get; init; }

    /// <summary>How text is cleaned and cut into tokens.</summary>
    public BertTextTokenizerOptions Tokenizer { get; init; } = new();

    /// <summary>The text column, or the first of two.</summary>
    public string TextColumn { get; init; } = "Text";

    /// <summary>The second text column; null where rows have one text.</summary>
    public string? SecondTextColumn { get; init; }

    /// <summary>The text column with the label; a row without one has an empty text there and is not learnt from.</summary>
    public string LabelColumn { get; init; } = "Label";

    /// <summary>The columns that are written.</summary>
    public MaskedColumns Columns { get; init; } = new() { SequenceLabel = "SequenceLabel" };

    /// <summary>Most tokens of a row, special tokens included.</summary>
    public int MaximumLength { get; init; } = 128;

    /// <summary>Which of two texts loses its last tokens where both do not fit; a text alone is cut at its end, or refused with <see cref="PairTruncation.None"/>.</summary>
    public PairTruncation Truncation { get; init; } = PairTruncation.LongestFirst;
}
