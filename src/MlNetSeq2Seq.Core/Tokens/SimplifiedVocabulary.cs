namespace MlNetSeq2Seq.Tokens;

/// <summary>A vocabulary with fewer tokens, and where they come from.</summary>
/// <param name="Vocabulary">The new vocabulary.</param>
/// <param name="KeptIds">The old id of each new one: the rows of embeddings and output layers to keep, in this order. Shape [new vocabulary].</param>
public sealed record SimplifiedVocabulary(Vocabulary Vocabulary, int[] KeptIds);
