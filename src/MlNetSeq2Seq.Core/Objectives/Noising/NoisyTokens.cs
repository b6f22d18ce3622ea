namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>Tokens of a row and the words they belong to, before or after noise.</summary>
/// <param name="Ids">Token ids, shape [length].</param>
/// <param name="Words">Number of the word of each token, -1 for special tokens; shape [length].</param>
public sealed record NoisyTokens(int[] Ids, int[] Words);
