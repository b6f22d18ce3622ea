namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>
/// Spans of whole words from random places on until a share of the tokens is chosen; the last one may be cut
/// (Joshi et al., SpanBERT, arXiv:1907.10529, section 3.1).
/// </summary>
public sealed record SpanSelection : MaskSelection
{
    /// <summary>Share of the tokens that can be chosen, in [0, 1]; the number is rounded up.</summary>
    public double Rate { get; init; } = 0.15;

    /// <summary>Most tokens of a row, at least 1.</summary>
    public int MaximumMasked { get; init; } = int.MaxValue;

    /// <summary>The number of words of a span.</summary>
    public NgramLaw Lengths { get; init; } = new() { Maximum = 10, Shape = NgramShape.TruncatedGeometric };

    internal override ISelector CreateSelector() => new SpanSelector(this);
}
