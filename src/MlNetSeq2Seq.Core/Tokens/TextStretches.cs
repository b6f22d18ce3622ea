using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// Takes a text apart at the special tokens that are written out in it, for tokenizers that encode what is between them. A mask that
/// takes the space before it along is one with that space.
/// </summary>
internal sealed class TextStretches
{
    private readonly string[] _names;
    private readonly string? _masksSpace;

    /// <summary>Makes the stretches of texts.</summary>
    /// <param name="options">Whether special tokens are kept at all, and how they are written.</param>
    /// <param name="maskTakesSpace">Whether white space before the mask belongs to it.</param>
    internal TextStretches(TextTokenizerOptions options, bool maskTakesSpace)
    {
        // The longest first: one name may begin another.
        _names = options.KeepSpecialTokens ? [.. options.SpecialTokenNames.InOrder().Distinct().OrderByDescending(name => name.Length)] : [];
        _masksSpace = maskTakesSpace ? options.SpecialTokenNames.Mask : null;
    }

    /// <summary>The stretches of a text from left to right, none empty; with its name where one is a special token.</summary>
    internal IEnumerable<(TextSpan Span, string? Special)> Of(string text)
    {
        int start = 0;
        for (int i = 0; i < text.Length && _names.Length > 0;)
        {
            string? name = Array.Find(_names, name => string.CompareOrdinal(text, i, name, 0, name.Length) == 0);
            if (name is null)
            {
                i++;
                continue;
            }

            int end = i;
            while (name == _masksSpace && end > start && char.IsWhiteSpace(text[end - 1]))
            {
                end--;
            }

            if (end > start)
            {
                yield return (new TextSpan(start, end - start), null);
            }

            start = i + name.Length;
            yield return (new TextSpan(end, start - end), name);
            i = start;
        }

        if (start < text.Length)
        {
            yield return (new TextSpan(start, text.Length - start), null);
        }
    }
}
