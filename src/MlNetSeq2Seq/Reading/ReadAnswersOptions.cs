using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Reading;

/// <summary>How answers are read out of texts: which columns, how long rows are, how many candidates. Saved with the model. The defaults are CMRC2018's.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReadAnswersOptions
{
    /// <summary>The text column with the question.</summary>
    public string QuestionColumn { get; init; } = "Question";

    /// <summary>The text column in which the answer is looked for.</summary>
    public string ContextColumn { get; init; } = "Context";

    /// <summary>The best answer, a part of the context as it stands there; text. Empty where none was found.</summary>
    public string AnswerColumn { get; init; } = "Answer";

    /// <summary>Where it begins in the context, in UTF-16 units, -1 where none was found; Int32.</summary>
    public string AnswerStartColumn { get; init; } = "AnswerStart";

    /// <summary>Its probability among the candidates, in [0, 1]; Single.</summary>
    public string ScoreColumn { get; init; } = "Score";

    /// <summary>The best answers, the best first; a vector of text.</summary>
    public string CandidatesColumn { get; init; } = "Candidates";

    /// <summary>Their probabilities; a vector of Single.</summary>
    public string ScoresColumn { get; init; } = "Scores";

    /// <summary>Most tokens of a row, special tokens included; the same as the encoder's.</summary>
    public int MaximumLength { get; init; } = 512;

    /// <summary>Most tokens of a question; the rest is cut off.</summary>
    public int MaximumQuestionLength { get; init; } = 64;

    /// <summary>How many tokens after the last one the next row of a long text begins, at least 1.</summary>
    public int Stride { get; init; } = 128;

    /// <summary>Which places go together to an answer.</summary>
    public AnswerSearchOptions Search { get; init; } = new();

    /// <summary>Most candidates, at least 1; their texts differ.</summary>
    public int CandidateCount { get; init; } = 20;

    /// <summary>Rows of tokens that are computed at once, at least 1.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Checks that the options are in their ranges.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it.</exception>
    public void Validate()
    {
        Require(CandidateCount >= 1, $"{nameof(CandidateCount)} is {CandidateCount}; at least 1 is wanted");
        Require(BatchSize >= 1, $"{nameof(BatchSize)} is {BatchSize}; at least 1 is wanted");
        Require(QuestionColumn != ContextColumn, $"question and context are both column '{ContextColumn}'; two different ones are wanted");
        string[] written = [AnswerColumn, AnswerStartColumn, ScoreColumn, CandidatesColumn, ScoresColumn];
        Require(written.Distinct(StringComparer.Ordinal).Count() == written.Length, $"the written columns are {string.Join(", ", written)}; five different names are wanted");

        static void Require(bool holds, string found)
        {
            if (!holds)
            {
                throw new ArgumentException($"ReadAnswersOptions: {found}.");
            }
        }
    }
}
