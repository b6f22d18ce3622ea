using System.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// Drops the tokens of a BERT vocabulary that no text can give: those of several characters with an ideograph or a punctuation mark among
/// them, such as ##字, [unused1] or "..." (bojone/bert4keras, tokenizers.py, load_vocab with <c>simplified</c>).
/// </summary>
public static class VocabularySimplifier
{
    private const string ContinuationPrefix = "##";

    /// <summary>Simplifies a vocabulary.</summary>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="options">What is kept in any case; null for the defaults.</param>
    /// <exception cref="ArgumentException">The vocabulary lacks a token that is to be first, or one is listed twice, or counts lack.</exception>
    public static SimplifiedVocabulary Simplify(Vocabulary vocabulary, VocabularySimplifierOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        options ??= new VocabularySimplifierOptions();
        if (options.TokenCounts is { } counts && counts.Count != vocabulary.Count)
        {
            throw new ArgumentException(
                $"VocabularySimplifier needs counts of the {vocabulary.Count} tokens of the vocabulary, but there are {counts.Count}.", nameof(options));
        }

        List<int> kept = [];
        HashSet<int> isKept = [];
        foreach (string token in options.First)
        {
            if (!vocabulary.TryGetId(token, out int id) || !isKept.Add(id))
            {
                throw new ArgumentException(
                    $"VocabularySimplifier was told to keep '{token}', but {(vocabulary.Contains(token) ? "it is listed twice" : "the vocabulary lacks it")}.",
                    nameof(options));
            }

            kept.Add(id);
        }

        kept.AddRange(Enumerable.Range(0, vocabulary.Count).Where(
            id => !isKept.Contains(id) && vocabulary[id].Length > 0 && !IsRedundant(vocabulary[id])
                && (options.TokenCounts is null || options.TokenCounts[id] >= options.MinimumCount)));
        return new SimplifiedVocabulary(new Vocabulary(kept.Select(id => vocabulary[id])), [.. kept]);
    }

    private static bool IsRedundant(string token)
    {
        if (Rune.GetRuneAt(token, 0).Utf16SequenceLength == token.Length)
        {
            return false;
        }

        string stem = token.StartsWith(ContinuationPrefix, StringComparison.Ordinal) ? token[ContinuationPrefix.Length..] : token;
        return stem.EnumerateRunes().Any(rune => BertCharacters.IsIdeograph(rune.Value) || BertCharacters.IsPunctuation(rune));
    }
}
