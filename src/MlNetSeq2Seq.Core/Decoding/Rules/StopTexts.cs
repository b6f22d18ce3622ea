using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Decoding.Rules;

/// <summary>Ends what is written as soon as one of some texts stands in it. The end costs nothing: its score is 0, as with a forced token.</summary>
public sealed class StopTexts : ILogitsRule
{
    private readonly ITextTokenizer _tokenizer;
    private readonly string[] _texts;
    private readonly int _endId;

    /// <summary>Checks the texts.</summary>
    /// <param name="tokenizer">Says what tokens read as.</param>
    /// <param name="texts">The texts, at least one; none is empty.</param>
    /// <param name="endId">The id of the end token.</param>
    /// <exception cref="ArgumentException">There is no text, or one is empty.</exception>
    public StopTexts(ITextTokenizer tokenizer, IReadOnlyList<string> texts, int endId)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count == 0 || texts.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException($"StopTexts wants texts of at least one character each, but got {(texts.Count == 0 ? "none" : "an empty one")}.", nameof(texts));
        }

        (_tokenizer, _texts, _endId) = (tokenizer, [.. texts], endId);
    }

    /// <inheritdoc/>
    public void Apply(RuleContext context, Span<float> scores)
    {
        if (context.WrittenLength > 0 && Find(_tokenizer.Decode(context.Tokens[context.PrefixLength..])) >= 0)
        {
            TokenCheck.Run(nameof(StopTexts), _endId, scores);
            scores.Fill(float.NegativeInfinity);
            scores[_endId] = 0;
        }
    }

    /// <summary>What stands before the first of the texts.</summary>
    /// <param name="written">What was written.</param>
    public string Cut(string written) => Find(written) is >= 0 and int at ? written[..at] : written;

    /// <summary>The beginning of a text that stands whatever follows: without one of the texts, or the beginning of one at its end.</summary>
    /// <param name="written">What was written so far.</param>
    public string Settled(string written)
    {
        if (Find(written) is >= 0 and int at)
        {
            return written[..at];
        }

        int open = 0;
        foreach (string text in _texts)
        {
            int length = Math.Min(text.Length - 1, written.Length);
            while (length > open && !written.EndsWith(text[..length], StringComparison.Ordinal))
            {
                length--;
            }

            open = Math.Max(open, length);
        }

        return written[..^open];
    }

    // The place of the first of the texts; -1 where there is none.
    private int Find(string written) =>
        _texts.Select(text => written.IndexOf(text, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
}
