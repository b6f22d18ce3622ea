using System.Text.Json.Serialization;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>Options of <see cref="EncodeReadingEstimator"/>. The defaults are those of CMRC2018's published preparation.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EncodeReadingOptions
{
    /// <summary>The vocabulary.</summary>
    public required Vocabulary Vocabulary { get; init; }

    /// <summary>How text is cleaned and cut into tokens.</summary>
    public BertTextTokenizerOptions Tokenizer { get; init; } = new();

    /// <summary>The text column with the question.</summary>
    public string QuestionColumn { get; init; } = "Question";

    /// <summary>The text column with the text in which the answer stands.</summary>
    public string ContextColumn { get; init; } = "Context";

    /// <summary>The text column with the answer; empty for a question that the text does not answer.</summary>
    public string AnswerColumn { get; init; } = "Answer";

    /// <summary>Where the answer is said to begin in the text, in UTF-16 units; Int32.</summary>
    public string AnswerStartColumn { get; init; } = "AnswerStart";

    /// <summary>The columns that are written.</summary>
    public ReadingColumns Columns { get; init; } = new();

    /// <summary>Most tokens of a row, special tokens included.</summary>
    public int MaximumLength { get; init; } = 512;

    /// <summary>Most tokens of a question; the rest is cut off.</summary>
    public int MaximumQuestionLength { get; init; } = 64;

    /// <summary>How many tokens after the last one the next row of a long text begins, at least 1.</summary>
    public int Stride { get; init; } = 128;
}
