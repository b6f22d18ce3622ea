using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Generation;

/// <summary>The text of tokens that come one by one: gives what each adds to it.</summary>
internal sealed class GrowingText(ITextTokenizer tokenizer, Action<string> give)
{
    // What the bytes of a character that is not yet complete decode to.
    private const char Incomplete = '\uFFFD';

    private readonly List<int> _tokens = [];
    private string _given = "";

    public void Add(int token)
    {
        _tokens.Add(token);
        Give(tokenizer.Decode([.. _tokens]).TrimEnd(Incomplete));
    }

    public void Finish(ReadOnlySpan<int> tokens) => Give(tokenizer.Decode(tokens));

    private void Give(string text)
    {
        if (text.Length > _given.Length && text.StartsWith(_given, StringComparison.Ordinal))
        {
            give(text[_given.Length..]);
            _given = text;
        }
    }
}
