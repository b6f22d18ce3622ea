using MlNetSeq2Seq.Decoding.Rules;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Generation;

/// <summary>The text of tokens that come one by one: gives what each adds to it.</summary>
internal sealed class GrowingText(ITextTokenizer tokenizer, StopTexts? stop, Action<string> give)
{
    // What the bytes of a character that is not yet complete decode to.
    private const char Incomplete = '\uFFFD';

    private readonly List<int> _tokens = [];
    private string _given = "";

    public void Add(int token)
    {
        _tokens.Add(token);
        string text = tokenizer.Decode([.. _tokens]).TrimEnd(Incomplete);
        Give(stop?.Settled(text) ?? text);
    }

    public void Finish(ReadOnlySpan<int> tokens)
    {
        string text = tokenizer.Decode(tokens);
        Give(stop?.Cut(text) ?? text);
    }

    private void Give(string text)
    {
        if (text.Length > _given.Length && text.StartsWith(_given, StringComparison.Ordinal))
        {
            give(text[_given.Length..]);
            _given = text;
        }
    }
}
