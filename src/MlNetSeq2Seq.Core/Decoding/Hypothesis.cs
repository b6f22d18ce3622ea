namespace MlNetSeq2Seq.Decoding;

/// <summary>A text that a search found.</summary>
/// <param name="Tokens">What was written, shape [length]; without the end token that finished it.</param>
/// <param name="LogProbability">
/// Sum of the logarithms of the probabilities of the tokens and of the end token: in a beam search as rules left them, in the other
/// searches as the model gave them.
/// </param>
/// <param name="Score">What hypotheses are ranked by: <paramref name="LogProbability"/> after the length penalty.</param>
/// <param name="IsFinished">Whether it ends with the end token; else the search came to its greatest length.</param>
public sealed record Hypothesis(int[] Tokens, double LogProbability, double Score, bool IsFinished);
