namespace MlNetSeq2Seq.Reading;

/// <summary>What a model says of the places of a row.</summary>
/// <param name="First">How well each place would do as the first of the answer, shape [length].</param>
/// <param name="Last">How well each place would do as the last of the answer, shape [length].</param>
public sealed record AnswerScores(float[] First, float[] Last);
