namespace MlNetSeq2Seq.Corpora;

/// <summary>A document, or a part of one, as tokens: what a <see cref="TokenDataset"/> holds.</summary>
/// <param name="Ids">Token ids without special tokens, shape [length].</param>
/// <param name="Words">Number of the word of each token, from 0 without gaps; pieces of one word have the same. Shape [length].</param>
/// <param name="SentenceStarts">Index of the first token of each sentence, the first 0; shape [sentences].</param>
public sealed record TokenDocument(int[] Ids, int[] Words, int[] SentenceStarts)
{
    /// <summary>Number of tokens.</summary>
    public int Length => Ids.Length;
}
