using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Scoring;

/// <summary>How texts are scored: which columns, how many rows at once. Saved with the model.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ScoreTextOptions
{
    /// <summary>The text column that is read before the scored text; null where there is none, for language models such as GPT.</summary>
    public string? SourceColumn { get; init; } = "Source";

    /// <summary>The text column whose probability is asked for.</summary>
    public string TextColumn { get; init; } = "Text";

    /// <summary>The natural logarithm of the probability that the model writes the text and ends it; Single.</summary>
    public string LogProbabilityColumn { get; init; } = "LogProbability";

    /// <summary>exp(-log-probability / tokens), at least 1; Single.</summary>
    public string PerplexityColumn { get; init; } = "Perplexity";

    /// <summary>How many tokens were scored, the end token included; Int32.</summary>
    public string TokenCountColumn { get; init; } = "TokenCount";

    /// <summary>Rows that are computed at once, at least 1.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Checks that the options are in their ranges.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it.</exception>
    public void Validate()
    {
        Require(BatchSize >= 1, $"{nameof(BatchSize)} is {BatchSize}; at least 1 is wanted");
        Require(SourceColumn != TextColumn, $"source and scored text are both column '{TextColumn}'; two different ones are wanted");
        string[] written = [LogProbabilityColumn, PerplexityColumn, TokenCountColumn];
        Require(written.Distinct(StringComparer.Ordinal).Count() == written.Length, $"the written columns are {string.Join(", ", written)}; three different names are wanted");

        static void Require(bool holds, string found)
        {
            if (!holds)
            {
                throw new ArgumentException($"ScoreTextOptions: {found}.");
            }
        }
    }
}
