namespace MlNetSeq2Seq.Tokens;

/// <summary>A tokenizer that a model is trained with: its vocabulary and its special tokens are known. Safe for several threads at once.</summary>
public interface IVocabularyTokenizer : ITextTokenizer
{
    /// <summary>The vocabulary; the id of a token is its place.</summary>
    Vocabulary Vocabulary { get; }

    /// <summary>The special tokens, and whether rows begin with one.</summary>
    SpecialTokens SpecialTokens { get; }

    /// <summary>What it was made of, with the vocabulary.</summary>
    TextTokenizerOptions Options { get; }
}
