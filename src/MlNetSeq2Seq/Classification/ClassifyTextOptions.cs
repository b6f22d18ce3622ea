using System.Text.Json.Serialization;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Classification;

/// <summary>How texts are classified: which columns, which labels, how many rows at once. Saved with the model.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ClassifyTextOptions
{
    /// <summary>The labels; the class of a label is its place.</summary>
    public required IReadOnlyList<string> LabelNames { get; init; }

    /// <summary>The text column that is read, or the first of two.</summary>
    public string TextColumn { get; init; } = "Text";

    /// <summary>The second text column; null where rows have one text.</summary>
    public string? SecondTextColumn { get; init; }

    /// <summary>The likeliest label; text.</summary>
    public string PredictedLabelColumn { get; init; } = "PredictedLabel";

    /// <summary>The probability of each label, in [0, 1], in the order of <see cref="LabelNames"/>; a vector of Single.</summary>
    public string ProbabilitiesColumn { get; init; } = "Probabilities";

    /// <summary>Most tokens of a row, special tokens included; the same as the encoder's.</summary>
    public int MaximumLength { get; init; } = 128;

    /// <summary>Which of two texts loses its last tokens where both do not fit; a text alone is cut at its end, or refused with <see cref="PairTruncation.None"/>.</summary>
    public PairTruncation Truncation { get; init; } = PairTruncation.LongestFirst;

    /// <summary>Rows that are computed at once, at least 1.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Checks that the options are in their ranges.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it.</exception>
    public void Validate()
    {
        Require(LabelNames.Count > 0 && LabelNames.Distinct(StringComparer.Ordinal).Count() == LabelNames.Count, $"the {LabelNames.Count} labels are {string.Join(", ", LabelNames)}; labels that differ are wanted");
        Require(SecondTextColumn != TextColumn, $"both texts are column '{TextColumn}'; two different ones are wanted");
        Require(PredictedLabelColumn != ProbabilitiesColumn, $"label and probabilities are both column '{ProbabilitiesColumn}'; two different names are wanted");
        Require(BatchSize >= 1, $"{nameof(BatchSize)} is {BatchSize}; at least 1 is wanted");

        static void Require(bool holds, string found)
        {
            if (!holds)
            {
                throw new ArgumentException($"ClassifyTextOptions: {found}.");
            }
        }
    }
}
