using MlNetSeq2Seq.Components;

namespace Microsoft.ML;

/// <content>Next-token prediction.</content>
public sealed partial class Seq2SeqCatalog
{
    /// <summary>Labels every position with the next token, or those of an answer alone.</summary>
    /// <param name="options">How far labels reach, and columns; null for the defaults.</param>
    public CausalLmLabelsEstimator CausalLmLabels(CausalLmLabelsOptions? options = null) => new(options ?? new CausalLmLabelsOptions());

    /// <summary>Cuts long rows into windows that overlap.</summary>
    /// <param name="options">How long windows are and how far apart, and columns; null for the defaults.</param>
    public CutWindowsEstimator CutWindows(CutWindowsOptions? options = null) => new(options ?? new CutWindowsOptions());

    /// <summary>Fills rows with several documents.</summary>
    /// <param name="options">How long rows are and how documents share them, and columns; null for the defaults.</param>
    public PackSequencesEstimator PackSequences(PackSequencesOptions? options = null) => new(options ?? new PackSequencesOptions());
}
