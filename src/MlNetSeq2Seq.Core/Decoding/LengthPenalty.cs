using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Decoding;

/// <summary>How the length of a hypothesis enters its score. A sum of log-probabilities alone favours short texts.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LengthPenalty
{
    /// <summary>The score is the log-probability itself.</summary>
    public static LengthPenalty None { get; } = new();

    /// <summary>What is divided by.</summary>
    public LengthPenaltyForm Form { get; init; } = LengthPenaltyForm.Power;

    /// <summary>The exponent: 0 for no penalty, 1 for the mean; greater favours longer texts.</summary>
    public double Exponent { get; init; }

    /// <summary>Whether the end token counts.</summary>
    public bool CountsEnd { get; init; } = true;

    /// <summary>Whether the tokens before the first written one count: the prompt, or the start token of a decoder.</summary>
    public bool CountsPrefix { get; init; }

    /// <summary>The score of a hypothesis. A length of 0, which nothing can be divided by, counts as 1.</summary>
    /// <param name="logProbability">Sum of the logarithms of the probabilities.</param>
    /// <param name="written">Tokens written, an end token not included.</param>
    /// <param name="prefix">Tokens before the first written one.</param>
    /// <param name="isFinished">Whether an end token follows.</param>
    public double Score(double logProbability, int written, int prefix, bool isFinished)
    {
        if (Exponent == 0)
        {
            return logProbability;
        }

        int length = written + (CountsPrefix ? prefix : 0) + (CountsEnd && isFinished ? 1 : 0);
        double divisor = Form == LengthPenaltyForm.Gnmt ? (5.0 + length) / 6 : Math.Max(1, length);
        return logProbability / Math.Pow(divisor, Exponent);
    }
}
