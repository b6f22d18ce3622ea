using MlNetSeq2Seq.Components;

namespace Microsoft.ML;

/// <content>Pairs of sentences.</content>
public sealed partial class Seq2SeqCatalog
{
    /// <summary>Pairs the sentences of rows for sentence-order prediction (ALBERT, Megatron, Erlangshen).</summary>
    /// <param name="options">The vocabulary, columns and chances.</param>
    public SentenceOrderPairEstimator SentenceOrderPair(SentenceOrderPairOptions options) => new(options);

    /// <summary>Pairs the sentences of rows for next-sentence prediction (BERT).</summary>
    /// <param name="options">The vocabulary, columns and chances.</param>
    public NextSentencePairEstimator NextSentencePair(NextSentencePairOptions options) => new(options);
}
