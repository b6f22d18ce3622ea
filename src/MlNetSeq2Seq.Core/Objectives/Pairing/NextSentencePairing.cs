using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Objectives.Pairing;

/// <summary>
/// Next-sentence prediction: the first sentences of a row, and behind them either those that follow or some of another document
/// (BERT: Devlin et al., arXiv:1810.04805, section 3.1; google-research/bert, create_pretraining_data.py).
/// </summary>
/// <remarks>
/// The label is 1 where the second part is foreign. differs: BERT gives sentences that a foreign part displaced to the next row; here
/// they are left out of this row, because a row is made of its own data alone, and come again in another pass. Where the pool has
/// nothing foreign, the row's own second part follows, with its label.
/// </remarks>
public sealed class NextSentencePairing
{
    private readonly NextSentencePairingOptions _options;
    private readonly SentencePairLayout _layout;
    private readonly SentencePool _others;

    /// <summary>Checks the options.</summary>
    /// <param name="options">Lengths and chances.</param>
    /// <param name="others">Sentences of other documents.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public NextSentencePairing(NextSentencePairingOptions options, SentencePool others)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(others);
        _layout = new SentencePairLayout(
            options.SpecialTokens, options.MaximumLength, options.ShortSequenceProbability, nameof(NextSentencePairing));
        Shares.Check(options.ForeignProbability, nameof(NextSentencePairing), nameof(options.ForeignProbability));
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
        int split = chunk.Count < 3 ? 1 : random.Next(1, chunk.Count);
        (List<TokenSequence> first, List<TokenSequence> second) = (chunk[..split], chunk[split..]);
        if (second.Count == 0 || random.NextDouble() < _options.ForeignProbability)
        {
            int left = room - first.Sum(sentence => sentence.Length);
            IReadOnlyList<TokenSequence> foreign = _others.Draw(all, Math.Max(1, left), random);
            if (foreign.Count > 0)
            {
                return _layout.Assemble(first, foreign, room, label: 1, random);
            }
        }

        return _layout.Assemble(first, second, room, second.Count > 0 ? 0 : Labels.Ignore, random);
    }
}
