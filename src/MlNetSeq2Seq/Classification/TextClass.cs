namespace MlNetSeq2Seq.Classification;

/// <summary>What a model makes of a text.</summary>
/// <param name="Label">The likeliest label; of equally likely ones the first.</param>
/// <param name="Probabilities">The probability of each label, in the order of the labels; shape [labels].</param>
public sealed record TextClass(string Label, float[] Probabilities);
