using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.FillMask;

/// <summary>How masks are filled: which columns, how many tokens, how many rows at once. Saved with the model.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record FillMaskOptions
{
    /// <summary>The text column that is read; masks are written out as the vocabulary names them, for example <c>今天[MASK]很好</c>.</summary>
    public string TextColumn { get; init; } = "Text";

    /// <summary>The text with the likeliest token in place of each mask; text.</summary>
    public string FilledColumn { get; init; } = "Filled";

    /// <summary>The text with <c>[token+probability||…]</c> in place of each mask; text.</summary>
    public string PredictionsColumn { get; init; } = "Predictions";

    /// <summary>The likeliest tokens of each mask, the likeliest first, mask after mask; a vector of text, shape [masks · <see cref="TopK"/>].</summary>
    public string TokensColumn { get; init; } = "Tokens";

    /// <summary>Their probabilities, in [0, 1]; a vector of Single, shape [masks · <see cref="TopK"/>].</summary>
    public string ProbabilitiesColumn { get; init; } = "Probabilities";

    /// <summary>Tokens that are given for each mask, at least 1.</summary>
    public int TopK { get; init; } = 5;

    /// <summary>The segment of the text: 0 for BERT and for UniLM read from both sides.</summary>
    public int Segment { get; init; }

    /// <summary>Rows that are computed at once, at least 1.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Checks that the options are in their ranges.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it.</exception>
    public void Validate()
    {
        Require(TopK >= 1, $"{nameof(TopK)} is {TopK}; at least 1 is wanted");
        Require(Segment >= 0, $"{nameof(Segment)} is {Segment}; at least 0 is wanted");
        Require(BatchSize >= 1, $"{nameof(BatchSize)} is {BatchSize}; at least 1 is wanted");
        string[] written = [FilledColumn, PredictionsColumn, TokensColumn, ProbabilitiesColumn];
        Require(written.Distinct(StringComparer.Ordinal).Count() == written.Length, $"the written columns are {string.Join(", ", written)}; four different names are wanted");

        static void Require(bool holds, string found)
        {
            if (!holds)
            {
                throw new ArgumentException($"FillMaskOptions: {found}.");
            }
        }
    }
}
