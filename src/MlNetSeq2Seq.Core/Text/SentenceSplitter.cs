using System.Buffers;

namespace MlNetSeq2Seq.Text;

/// <summary>
/// Cuts Chinese text into sentences, a closing quotation mark with the sentence that it closes
/// (IDEA-CCNL/Fengshenbang-LM, fengshen/data/data_utils/sentence_split.py). Safe for several threads at once.
/// </summary>
public sealed class SentenceSplitter
{
    private const char Opening = '“';
    private const char Closing = '”';
    private const char Exclamation = '！';
    private const char Ellipsis = '…';

    private readonly SentenceSplitterOptions _options;
    private readonly SearchValues<char> _marks;

    /// <summary>Makes a splitter.</summary>
    /// <param name="options">Where sentences end; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no end mark.</exception>
    public SentenceSplitter(SentenceSplitterOptions? options = null)
    {
        _options = options ?? new SentenceSplitterOptions();
        ArgumentException.ThrowIfNullOrEmpty(_options.EndMarks);
        _marks = SearchValues.Create(_options.EndAtEllipsis ? _options.EndMarks + Ellipsis : _options.EndMarks);
    }

    /// <summary>Cuts a text into sentences.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The sentences, end marks included, without white space around them; none of them is empty.</returns>
    public string[] Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<string> sentences = Pieces(text);
        if (_options.KeepQuotations)
        {
            TakeClosingQuotesBack(sentences);
            sentences = JoinQuotations(sentences);
        }

        return [.. sentences.Select(sentence => sentence.Trim()).Where(sentence => sentence.Length > 0)];
    }

    private List<string> Pieces(string text)
    {
        List<string> pieces = [];
        for (int start = 0; start < text.Length;)
        {
            int end = EndOfSentence(text, start);
            if (text.AsSpan(start, end - start).Trim() is { Length: > 0 } piece)
            {
                pieces.Add(piece.ToString());
            }

            start = end;
        }

        return pieces;
    }

    private int EndOfSentence(string text, int start)
    {
        for (int at = start; at < text.Length;)
        {
            int found = text.AsSpan(at).IndexOfAny(_marks);
            if (found < 0)
            {
                break;
            }

            at += found;
            if (text[at] != Ellipsis || _options.EndMarks.Contains(Ellipsis, StringComparison.Ordinal))
            {
                int end = at + 1;
                while (text[at] == Exclamation && end < text.Length && text[end] == Exclamation)
                {
                    end++;
                }

                return end;
            }

            if (at + 1 < text.Length && text[at + 1] == Ellipsis)
            {
                return at + 2;
            }

            at++;
        }

        return text.Length;
    }

    private static void TakeClosingQuotesBack(List<string> sentences)
    {
        for (int i = 1; i < sentences.Count; i++)
        {
            if (sentences[i].StartsWith(Closing))
            {
                sentences[i - 1] += Closing;
                sentences[i] = sentences[i][1..];
            }
        }
    }

    // From a sentence that opens a quotation and does not close it to the first that closes one.
    private static List<string> JoinQuotations(List<string> sentences)
    {
        List<string> joined = [];
        bool isOpen = false;
        foreach (string sentence in sentences)
        {
            bool opens = sentence.Contains(Opening, StringComparison.Ordinal);
            bool closes = sentence.Contains(Closing, StringComparison.Ordinal);
            if (isOpen && (closes || !opens))
            {
                joined[^1] += sentence;
            }
            else
            {
                joined.Add(sentence);
            }

            isOpen = (isOpen || opens) && !closes;
        }

        return joined;
    }
}
