using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// Finds in documents which Chinese characters belong to the word of the character before them, the preparation of whole-word masking
/// (HJHGJGHHG/GAU-PyTorch, data/run_chinese_ref.py, after Hugging Face's script of that name).
/// </summary>
/// <remarks>
/// As in the source, the words of a block are a set: a run of characters that is a word anywhere in the block is taken for one
/// wherever it stands, the longest first. Safe for several threads at once.
/// </remarks>
public sealed class WordReferenceBuilder
{
    private readonly IWordSegmenter _segmenter;
    private readonly BertTextTokenizer _tokenizer;
    private readonly WordReferenceOptions _options;
    private readonly bool[] _isIdeograph;
    private readonly bool[] _continues;

    /// <summary>Makes a builder.</summary>
    /// <param name="segmenter">Finds the words.</param>
    /// <param name="tokenizer">The tokenizer whose tokens the references are places of.</param>
    /// <param name="options">How documents are cut; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public WordReferenceBuilder(IWordSegmenter segmenter, BertTextTokenizer tokenizer, WordReferenceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(segmenter);
        ArgumentNullException.ThrowIfNull(tokenizer);
        _options = options ?? new WordReferenceOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.BlockLength);
        ArgumentOutOfRangeException.ThrowIfNegative(_options.MinimumLength);
        (_segmenter, _tokenizer) = (segmenter, tokenizer);
        _isIdeograph = [.. tokenizer.Vocabulary.Select(token => token.Length > 0 && AreIdeographs(token))];
        _continues = [.. tokenizer.Vocabulary.Select(IsContinuedIdeograph)];
    }

    /// <summary>Cuts a document into blocks and finds the references of each.</summary>
    /// <param name="document">The document; its lines are parted by U+000A.</param>
    /// <returns>The blocks, one after the other; those that are too short or have no reference are left out.</returns>
    public IEnumerable<ReferencedText> Build(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        foreach (string block in Blocks(document))
        {
            string text = block.Trim();
            if (CodePoints(text) >= _options.MinimumLength && ReferencesOf(text) is { Length: > 0 } references)
            {
                yield return new ReferencedText(text, references);
            }
        }
    }

    /// <summary>The references of one block.</summary>
    /// <param name="text">The text, without line ends and without white space around it.</param>
    public int[] ReferencesOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        (HashSet<string> words, int longest) = WordsOf(text);
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        int[] ids = _tokenizer.Encode(text).Ids;
        List<int> references = [];
        char[] buffer = new char[longest * 2];
        for (int i = 0; i < ids.Length;)
        {
            int length = _isIdeograph[ids[i]] ? LongestWord(ids.AsSpan(i), longest, buffer, lookup) : 1;
            if (_continues[ids[i]])
            {
                references.Add(i + 1);
            }

            for (int j = 1; j < length; j++)
            {
                references.Add(i + j + 1); // [CLS] has place 0
            }

            i += length;
        }

        return [.. references];
    }

    private IEnumerable<string> Blocks(string document)
    {
        System.Text.StringBuilder block = new();
        int length = 0;
        foreach (string line in document.Split('\n'))
        {
            if (length > _options.BlockLength)
            {
                yield return block.ToString();
                block.Clear();
                length = 0;
            }

            block.Append(line);
            length += CodePoints(line);
        }

        yield return block.ToString();
    }

    private (HashSet<string> Words, int Longest) WordsOf(string text)
    {
        HashSet<string> words = new(StringComparer.Ordinal);
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        int longest = 0;
        foreach (TextSpan span in _segmenter.Segment(text))
        {
            ReadOnlySpan<char> word = span.Of(text);
            int length = CodePoints(word);
            if (length > 1 && AreIdeographs(word) && lookup.Add(word))
            {
                longest = Math.Max(longest, length);
            }
        }

        return (words, longest);
    }

    // Tokens of the longest word that begins here; 1 where none does.
    private int LongestWord(ReadOnlySpan<int> ids, int longest, Span<char> buffer, HashSet<string>.AlternateLookup<ReadOnlySpan<char>> words)
    {
        int found = 1;
        int end = 0;
        for (int i = 0; i < ids.Length && i < longest && _isIdeograph[ids[i]]; i++)
        {
            string token = _tokenizer.Vocabulary[ids[i]];
            if (end + token.Length > buffer.Length)
            {
                break;
            }

            token.CopyTo(buffer[end..]);
            end += token.Length;
            if (i > 0 && words.Contains(buffer[..end]))
            {
                found = i + 1;
            }
        }

        return found;
    }

    private static int CodePoints(ReadOnlySpan<char> text)
    {
        int count = text.Length;
        for (int i = 1; i < text.Length; i++)
        {
            count -= char.IsSurrogatePair(text[i - 1], text[i]) ? 1 : 0;
        }

        return count;
    }

    private static bool AreIdeographs(ReadOnlySpan<char> text)
    {
        foreach (System.Text.Rune rune in text.EnumerateRunes())
        {
            if (!BertCharacters.IsIdeograph(rune.Value))
            {
                return false;
            }
        }

        return true;
    }

    // A vocabulary's own "##字" counts too.
    private static bool IsContinuedIdeograph(string token) =>
        token.StartsWith("##", StringComparison.Ordinal) && CodePoints(token.AsSpan(2)) == 1 && AreIdeographs(token.AsSpan(2));
}
