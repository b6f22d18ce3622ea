using MlNetSeq2Seq.Components;

namespace Microsoft.ML;

/// <content>From text to tokens.</content>
public sealed partial class Seq2SeqCatalog
{
    /// <summary>Cuts texts into sentences.</summary>
    /// <param name="options">Columns and rules; null for the defaults.</param>
    public SplitSentencesEstimator SplitSentences(SplitSentencesOptions? options = null) => new(options ?? new SplitSentencesOptions());

    /// <summary>Packs the sentences of each document into blocks, a row each.</summary>
    /// <param name="options">Columns and lengths; null for the defaults.</param>
    public PackSentencesEstimator PackSentences(PackSentencesOptions? options = null) => new(options ?? new PackSentencesOptions());

    /// <summary>Finds the words of texts.</summary>
    /// <param name="options">Columns and user words; null for the defaults.</param>
    public SegmentWordsEstimator SegmentWords(SegmentWordsOptions? options = null) => new(options ?? new SegmentWordsOptions());

    /// <summary>Cuts texts into tokens that know their word.</summary>
    /// <param name="options">The vocabulary and columns.</param>
    public TokenizeWordsEstimator TokenizeWords(TokenizeWordsOptions options) => new(options);
}
