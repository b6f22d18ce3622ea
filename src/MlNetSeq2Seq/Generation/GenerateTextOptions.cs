using System.Text.Json.Serialization;
using MlNetSeq2Seq.Decoding;

namespace MlNetSeq2Seq.Generation;

/// <summary>How a trained model writes: which columns, which search, how many rows at once. Saved with the model.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record GenerateTextOptions
{
    /// <summary>The text column that is read.</summary>
    public string SourceColumn { get; init; } = "Source";

    /// <summary>The best text; text.</summary>
    public string OutputColumn { get; init; } = "Generated";

    /// <summary>The best texts, the best first, each another; a vector of text.</summary>
    public string CandidatesColumn { get; init; } = "Candidates";

    /// <summary>What the candidates were ranked by; a vector of Single.</summary>
    public string ScoresColumn { get; init; } = "Scores";

    /// <summary>How texts are found.</summary>
    public SearchOptions Search { get; init; } = new BeamSearchOptions { BeamSize = 4, Count = 4, MaximumLength = 32, MinimumLength = 1 };

    /// <summary>Most candidates of a row; fewer are given where the search found fewer that differ.</summary>
    public int CandidateCount { get; init; } = 3;

    /// <summary>Whether [UNK], [PAD], [CLS] and [MASK] are never written.</summary>
    public bool ForbidSpecialTokens { get; init; } = true;

    /// <summary>Most tokens of a source, special tokens included; what is longer is cut off at its end. null for what the model allows.</summary>
    public int? MaximumSourceLength { get; init; }

    /// <summary>
    /// Whether [SEP] ends the source, so that what is written answers it; false for a language model that is to continue the source itself.
    /// </summary>
    public bool EndsSource { get; init; } = true;

    /// <summary>Texts that end what is written, such as a line end or a speaker's name; it is cut before the first of them. Empty for none.</summary>
    public IReadOnlyList<string> StopTexts { get; init; } = [];

    /// <summary>Rows that are written for at once, at least 1. More is faster and takes more memory.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Checks that the options are in their ranges.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it.</exception>
    public void Validate()
    {
        Require(CandidateCount >= 1, $"{nameof(CandidateCount)} is {CandidateCount}; at least 1 is wanted");
        Require(BatchSize >= 1, $"{nameof(BatchSize)} is {BatchSize}; at least 1 is wanted");
        Require(MaximumSourceLength is null or >= 3, $"{nameof(MaximumSourceLength)} is {MaximumSourceLength}; at least 3 is wanted: two special tokens and one other");
        Require(!StopTexts.Any(string.IsNullOrEmpty), $"{nameof(StopTexts)} holds an empty text; each wants a character at least");
        string[] written = [OutputColumn, CandidatesColumn, ScoresColumn];
        Require(written.Distinct(StringComparer.Ordinal).Count() == written.Length, $"the written columns are {string.Join(", ", written)}; three different names are wanted");

        static void Require(bool holds, string found)
        {
            if (!holds)
            {
                throw new ArgumentException($"GenerateTextOptions: {found}.");
            }
        }
    }
}
