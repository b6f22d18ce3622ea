using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Objectives.Pairing;

/// <summary>Passages of a corpus from which sentences of another document are drawn. Safe for several threads at once.</summary>
public sealed class SentencePool
{
    // As BERT's own code: with many documents the first attempt is nearly always good.
    private const int Attempts = 10;

    private readonly Func<int, TokenSequence[]> _passage;

    /// <summary>Takes passages.</summary>
    /// <param name="passages">Sentences of each passage in their order; those without a token are left out.</param>
    /// <exception cref="ArgumentException">There is no passage.</exception>
    public SentencePool(IEnumerable<IReadOnlyList<TokenSequence>> passages)
    {
        ArgumentNullException.ThrowIfNull(passages);
        TokenSequence[][] tokens = [.. passages.Select(NotEmpty).Where(passage => passage.Length > 0)];
        (Count, _passage) = (AtLeastOne(tokens.Length), number => tokens[number]);
    }

    /// <summary>Takes passages as text; each is cut into tokens when it is drawn for the first time.</summary>
    /// <param name="passages">Sentences of each passage in their order.</param>
    /// <param name="tokenizer">Cuts them into tokens.</param>
    /// <exception cref="ArgumentException">There is no passage.</exception>
    public SentencePool(IReadOnlyList<IReadOnlyList<string>> passages, ITextTokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(passages);
        ArgumentNullException.ThrowIfNull(tokenizer);
        TokenSequence[]?[] tokens = new TokenSequence[passages.Count][];
        (Count, _passage) = (AtLeastOne(passages.Count), number => tokens[number] ??= NotEmpty([.. passages[number].Select(tokenizer.Encode)]));
    }

    /// <summary>Number of passages.</summary>
    public int Count { get; }

    /// <summary>Draws sentences that are not those of a row.</summary>
    /// <param name="own">The row's sentences; a passage that has one of them is taken for the row's own document.</param>
    /// <param name="tokens">Tokens that are wanted; the last sentence may have more, and a passage that ends has fewer.</param>
    /// <param name="random">The only source of chance.</param>
    /// <returns>Neighbouring sentences of one passage; none where no foreign passage was found in ten attempts.</returns>
    public IReadOnlyList<TokenSequence> Draw(IReadOnlyList<TokenSequence> own, int tokens, Random random)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(random);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            TokenSequence[] passage = _passage(random.Next(Count));
            if (passage.Length > 0 && !passage.Any(sentence => own.Any(s => s.Ids.AsSpan().SequenceEqual(sentence.Ids))))
            {
                int start = random.Next(passage.Length);
                return passage.AsSpan(start, Math.Max(1, SentencePairLayout.CountFor(passage, start, tokens))).ToArray();
            }
        }

        return [];
    }

    private static TokenSequence[] NotEmpty(IReadOnlyList<TokenSequence> passage) => [.. passage.Where(sentence => sentence.Length > 0)];

    private static int AtLeastOne(int count) =>
        count > 0 ? count : throw new ArgumentException("SentencePool needs a passage, but there is none with a token.");
}
