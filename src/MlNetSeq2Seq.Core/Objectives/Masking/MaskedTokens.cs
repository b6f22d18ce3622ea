namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>A row of tokens of which some are to be guessed.</summary>
/// <param name="Ids">What the model sees, shape [length].</param>
/// <param name="Labels">The clean token where one is asked for, <see cref="Samples.Labels.Ignore"/> elsewhere; shape [length].</param>
public sealed record MaskedTokens(int[] Ids, int[] Labels);
