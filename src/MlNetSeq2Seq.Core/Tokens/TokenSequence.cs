using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>The tokens of a text, without special tokens.</summary>
/// <param name="Ids">Token ids, shape [length].</param>
/// <param name="Words">Index of the word of each token, never falling; pieces of one word have the same. Shape [length].</param>
/// <param name="Offsets">The part of the text that each token stands for, shape [length].</param>
public sealed record TokenSequence(int[] Ids, int[] Words, TextSpan[] Offsets)
{
    /// <summary>Number of tokens.</summary>
    public int Length => Ids.Length;
}
