namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>
/// Damages a text for a model that learns to write it as it was. Noises can follow each other: what one gives, the next takes.
/// Safe for several threads at once.
/// </summary>
/// <remarks>Special tokens, whose word is -1, are never hidden, deleted or replaced.</remarks>
public interface ITokenNoise
{
    /// <summary>Damages a row.</summary>
    /// <param name="ids">Token ids, shape [length].</param>
    /// <param name="words">
    /// Number of the word of each token, equal for neighbours of one word and -1 for special tokens; shape [length].
    /// </param>
    /// <param name="random">The only source of chance.</param>
    /// <exception cref="ArgumentException">Ids and words differ in number.</exception>
    NoisyTokens Apply(ReadOnlySpan<int> ids, ReadOnlySpan<int> words, Random random);
}
