namespace MlNetSeq2Seq.Tokens;

/// <summary>The tokens of a text as a row of a model's input.</summary>
/// <param name="Ids">Token ids, shape [length].</param>
/// <param name="Words">The word of each token, -1 for special tokens; shape [length].</param>
public sealed record TokenRow(int[] Ids, int[] Words);
