using JiebaNet.Segmenter;

namespace MlNetSeq2Seq.Text;

/// <summary>Chinese words by jieba: the most likely path through a dictionary, and a hidden Markov model for what it lacks.</summary>
/// <remarks>
/// jieba keeps one dictionary for the whole process. Instances of this class all the same do not disturb each other: user words are in the
/// dictionary only while their own instance cuts. Instances with different user words that cut by turns therefore cost time; several
/// threads that share an instance do not.
/// </remarks>
public sealed class JiebaWordSegmenter : IWordSegmenter
{
    private readonly JiebaSegmenter _jieba;
    private readonly UserWord[] _userWords;
    private readonly bool _useHiddenMarkovModel;

    /// <summary>Loads jieba's dictionary, where this process has not done so.</summary>
    /// <param name="options">How to cut; null for the defaults.</param>
    /// <exception cref="InvalidDataException">jieba's dictionary is missing or empty.</exception>
    /// <exception cref="ArgumentException">A user word is empty or has a negative frequency.</exception>
    public JiebaWordSegmenter(JiebaWordSegmenterOptions? options = null)
    {
        options ??= new JiebaWordSegmenterOptions();
        foreach (UserWord word in options.UserWords)
        {
            if (string.IsNullOrWhiteSpace(word.Word) || word.Frequency < 0)
            {
                throw new ArgumentException(
                    $"JiebaWordSegmenter needs user words that are not empty and whose frequency is not negative, "
                    + $"but got '{word.Word}' with {word.Frequency}.",
                    nameof(options));
            }
        }

        JiebaDictionary.Load();
        _jieba = new JiebaSegmenter();
        _userWords = [.. options.UserWords];
        _useHiddenMarkovModel = options.UseHiddenMarkovModel;
    }

    /// <inheritdoc/>
    public TextSpan[] Segment(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
        {
            return [];
        }

        List<string> words =
            JiebaDictionary.With(_jieba, _userWords, () => _jieba.Cut(text, cutAll: false, _useHiddenMarkovModel).ToList());
        List<TextSpan> spans = new(words.Count);
        int start = 0;
        foreach (string word in words)
        {
            // jieba.NET cuts between the two halves of a character outside the basic plane.
            if (start > 0 && start < text.Length && char.IsSurrogatePair(text[start - 1], text[start]))
            {
                spans[^1] = spans[^1] with { Length = spans[^1].Length + word.Length };
            }
            else
            {
                spans.Add(new TextSpan(start, word.Length));
            }

            start += word.Length;
        }

        return start == text.Length
            ? [.. spans]
            : throw new InvalidOperationException($"jieba's words cover {start} of the {text.Length} UTF-16 units of the text.");
    }
}
