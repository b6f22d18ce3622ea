namespace MlNetSeq2Seq.Tokens;

/// <summary>Turns text into tokens and tokens into text. Safe for several threads at once.</summary>
public interface ITextTokenizer
{
    /// <summary>The tokens of a text, without special tokens.</summary>
    /// <param name="text">The text.</param>
    TokenSequence Encode(string text);

    /// <summary>The text of tokens.</summary>
    /// <param name="ids">Token ids, shape [length].</param>
    string Decode(ReadOnlySpan<int> ids);
}
