using System.Runtime.InteropServices;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// Learns a vocabulary for <see cref="BertTextTokenizer"/> from a corpus that is read once, in memory that grows with its words alone.
/// </summary>
/// <remarks>Not safe for several threads at once.</remarks>
public sealed class VocabularyBuilder
{
    private readonly VocabularyBuilderOptions _options;
    private readonly BertTextNormalizer _normalizer;
    private readonly BertTextPreTokenizer _preTokenizer;
    private readonly Dictionary<string, long> _words = new(StringComparer.Ordinal);

    /// <summary>Checks the options.</summary>
    /// <param name="options">Size, least count and cleaning; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public VocabularyBuilder(VocabularyBuilderOptions? options = null)
    {
        _options = options ?? new VocabularyBuilderOptions();
        IReadOnlyList<string> names = _options.Tokenizer.SpecialTokenNames.InOrder();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.MinimumCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.Tokenizer.MaximumWordLength);
        if (_options.MaximumSize <= names.Count)
        {
            throw new ArgumentException(
                $"VocabularyBuilder needs room for {names.Count} special tokens and one other, but MaximumSize is {_options.MaximumSize}.",
                nameof(options));
        }

        _normalizer = new BertTextNormalizer(_options.Tokenizer.LowerCase, _options.Tokenizer.Cleaning, names);
        _preTokenizer = new BertTextPreTokenizer(names);
    }

    /// <summary>Counts the words of a text.</summary>
    /// <param name="text">The text. Special tokens that are written out in it are not counted.</param>
    public void Add(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string clean = _normalizer.Normalize(text);
        Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> words = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach ((int start, int length) in _preTokenizer.Split(clean))
        {
            if (length <= _options.Tokenizer.MaximumWordLength)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(words, clean.AsSpan(start, length), out _)++;
            }
        }
    }

    /// <summary>
    /// A vocabulary of single characters, the most frequent first: at the start of a word as they are, inside it with '##'.
    /// </summary>
    public Vocabulary BuildCharacters() => new(SpecialTokensAnd(Trainer().Alphabet));

    /// <summary>
    /// A vocabulary of word pieces: the characters, then, until it is full, again and again the join of two neighbours that makes the
    /// corpus most likely (Schuster and Nakajima, ICASSP 2012; Wu et al., arXiv:1609.08144, section 4.1).
    /// </summary>
    public Vocabulary BuildWordPieces()
    {
        WordPieceTrainer trainer = Trainer();
        List<string> tokens = SpecialTokensAnd(trainer.Alphabet);
        tokens.AddRange(trainer.Join(_options.MaximumSize - tokens.Count).Except(tokens, StringComparer.Ordinal));
        return new Vocabulary(tokens);
    }

    private WordPieceTrainer Trainer()
    {
        IReadOnlyList<string> names = _options.Tokenizer.SpecialTokenNames.InOrder();
        IEnumerable<KeyValuePair<string, long>> words = _words.Where(word => !names.Contains(word.Key));
        return new WordPieceTrainer(words, _options.MaximumSize - names.Count, _options.MinimumCount);
    }

    private List<string> SpecialTokensAnd(IEnumerable<string> tokens)
    {
        List<string> all = [.. _options.Tokenizer.SpecialTokenNames.InOrder()];
        all.AddRange(tokens);
        return all;
    }
}
