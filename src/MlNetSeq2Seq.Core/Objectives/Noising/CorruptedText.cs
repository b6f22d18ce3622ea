namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>A damaged text and what a model must write for it.</summary>
/// <param name="Source">What the model reads.</param>
/// <param name="Target">Ids that the model must write, its end token included; shape [target length].</param>
public sealed record CorruptedText(NoisyTokens Source, int[] Target);
