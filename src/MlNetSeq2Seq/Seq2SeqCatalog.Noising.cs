using MlNetSeq2Seq.Components;

namespace Microsoft.ML;

/// <content>Noise for models that write the text as it was; the steps can follow each other in any order.</content>
public sealed partial class Seq2SeqCatalog
{
    /// <summary>Makes rows of BART's pre-training: all of its noises, labels, decoder inputs.</summary>
    /// <param name="options">The noises, the decoder's start and columns.</param>
    public BartNoiseEstimator BartNoise(BartNoiseOptions options) => new(options);

    /// <summary>Makes rows of T5's pre-training: sentinels for spans, labels, decoder inputs.</summary>
    /// <param name="options">The noise, the decoder's start and columns.</param>
    public CorruptSpansEstimator CorruptSpans(CorruptSpansOptions options) => new(options);

    /// <summary>Hides spans of words behind one mask each (BART's text infilling).</summary>
    /// <param name="options">The noise and columns.</param>
    public InfillTextEstimator InfillText(InfillTextOptions options) => new(options);

    /// <summary>Deletes tokens.</summary>
    /// <param name="options">The noise and columns; null for the defaults.</param>
    public DeleteTokensEstimator DeleteTokens(DeleteTokensOptions? options = null) => new(options ?? new DeleteTokensOptions());

    /// <summary>Puts in masks and random tokens.</summary>
    /// <param name="options">The noise and columns.</param>
    public InsertTokensEstimator InsertTokens(InsertTokensOptions options) => new(options);

    /// <summary>Changes the order of sentences.</summary>
    /// <param name="options">The noise and columns.</param>
    public PermuteSentencesEstimator PermuteSentences(PermuteSentencesOptions options) => new(options);

    /// <summary>Rotates texts.</summary>
    /// <param name="options">The noise and columns; null for the defaults.</param>
    public RotateDocumentEstimator RotateDocument(RotateDocumentOptions? options = null) => new(options ?? new RotateDocumentOptions());

    /// <summary>Makes one mask of each run of masks.</summary>
    /// <param name="options">The mask and columns.</param>
    public MergeMasksEstimator MergeMasks(MergeMasksOptions options) => new(options);

    /// <summary>Makes labels and decoder inputs of what is to be written; put before noises, it keeps the clean text.</summary>
    /// <param name="options">The decoder's start and columns.</param>
    public ShiftLabelsEstimator ShiftLabels(ShiftLabelsOptions options) => new(options);
}
