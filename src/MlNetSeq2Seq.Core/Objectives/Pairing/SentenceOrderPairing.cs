using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Objectives.Pairing;

/// <summary>
/// Sentence-order prediction: a row's sentences are split in two at a place drawn evenly, and the parts change places half of the time
/// (ALBERT: Lan et al., arXiv:1909.11942, section 3.1; NVIDIA Megatron-LM, dataset_utils.py; Fengshenbang-LM, Erlangshen's collator).
/// </summary>
/// <remarks>The label is 1 where the parts are swapped. What does not fit is cut off at random ends of the longer part.</remarks>
public sealed class SentenceOrderPairing
{
    private readonly SentenceOrderPairingOptions _options;
    private readonly SentencePairLayout _layout;
    private readonly SentencePool? _others;

    /// <summary>Checks the options.</summary>
    /// <param name="options">Lengths and chances.</param>
    /// <param name="others">Sentences of other documents, for <see cref="SingleSentence.Foreign"/>.</param>
    /// <exception cref="ArgumentException">An option is out of range, or sentences of other documents are needed and not there.</exception>
    public SentenceOrderPairing(SentenceOrderPairingOptions options, SentencePool? others = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _layout = new SentencePairLayout(
            options.SpecialTokens, options.MaximumLength, options.ShortSequenceProbability, nameof(SentenceOrderPairing));
        Shares.Check(options.SwapProbability, nameof(SentenceOrderPairing), nameof(options.SwapProbability));
        if (options.SingleSentence == SingleSentence.Foreign && others is null)
        {
            throw new ArgumentException(
                "SentenceOrderPairing with SingleSentence Foreign needs a pool of other documents, but got none.", nameof(others));
        }

        (_options, _others) = (options, others);
    }

    /// <summary>Pairs the sentences of a row.</summary>
    /// <param name="sentences">Neighbouring sentences of one document; those without a token are left out.</param>
    /// <param name="random">The only source of chance.</param>
    /// <exception cref="ArgumentException">No sentence has a token.</exception>
    public PairedSentences Apply(IReadOnlyList<TokenSequence> sentences, Random random)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        ArgumentNullException.ThrowIfNull(random);
        List<TokenSequence> all = _layout.NotEmpty(sentences);
        int room = _layout.DrawRoom(random);
        List<TokenSequence> chunk = _layout.Take(all, room);
        if (chunk.Count == 1)
        {
            return Single(chunk, all, room, random);
        }

        int split = chunk.Count == 2 ? 1 : random.Next(1, chunk.Count);
        (List<TokenSequence> first, List<TokenSequence> second) = (chunk[..split], chunk[split..]);
        return random.NextDouble() < _options.SwapProbability
            ? _layout.Assemble(second, first, room, label: 1, random)
            : _layout.Assemble(first, second, room, label: 0, random);
    }

    private PairedSentences Single(List<TokenSequence> chunk, List<TokenSequence> own, int room, Random random)
    {
        IReadOnlyList<TokenSequence> foreign =
            _options.SingleSentence == SingleSentence.Foreign ? _others!.Draw(own, Math.Max(1, room - chunk[0].Length), random) : [];
        int alone = _options.SingleSentence == SingleSentence.InOrder ? 0 : Labels.Ignore;
        return _layout.Assemble(chunk, foreign, room, foreign.Count > 0 ? 1 : alone, random);
    }
}
