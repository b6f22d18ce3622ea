namespace MlNetSeq2Seq.Objectives.Pairing;

/// <summary>Two parts of text in one sequence, and whether the second follows the first.</summary>
/// <param name="Ids">Token ids: <c>[CLS] first [SEP] second [SEP]</c>, or <c>[CLS] first [SEP]</c>; shape [length].</param>
/// <param name="Words">Number of the word of each token, -1 for special tokens; shape [length].</param>
/// <param name="Segments">0 for the first part with [CLS] and its [SEP], 1 for the second; shape [length].</param>
/// <param name="SequenceLabel">
/// 0 where the second part follows the first, 1 where it does not, <see cref="Samples.Labels.Ignore"/> where there is no second part.
/// </param>
public sealed record PairedSentences(int[] Ids, int[] Words, int[] Segments, int SequenceLabel);
