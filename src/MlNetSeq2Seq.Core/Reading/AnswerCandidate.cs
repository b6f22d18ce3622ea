namespace MlNetSeq2Seq.Reading;

/// <summary>A run of tokens that may be the answer.</summary>
/// <param name="Tokens">The tokens.</param>
/// <param name="Score">The score of its first token as a beginning plus that of its last as an end.</param>
public readonly record struct AnswerCandidate(AnswerTokens Tokens, double Score);
