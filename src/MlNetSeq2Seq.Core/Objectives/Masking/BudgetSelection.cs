namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>
/// Runs of units at random places until a fixed share of the tokens is chosen; never more, and at least one where a unit of that length
/// is there (Devlin et al., arXiv:1810.04805; n-grams as in Megatron-LM's and ALBERT's create_masked_lm_predictions).
/// </summary>
/// <remarks>
/// Differs from Megatron-LM's use in one thing: the limit is a whole number, so a short row is not left without any label.
/// </remarks>
public sealed record BudgetSelection : MaskSelection
{
    /// <summary>Share of the row's tokens, special tokens included, in [0, 1]; the number is rounded to the nearest even one.</summary>
    public double Rate { get; init; } = 0.15;

    /// <summary>Most tokens of a row, at least 1.</summary>
    public int MaximumMasked { get; init; } = int.MaxValue;

    /// <summary>How many neighbouring units are chosen together; a run that the budget has no room for is made shorter.</summary>
    public NgramLaw Ngrams { get; init; } = new();

    /// <summary>
    /// Whether as many other tokens again, chosen likewise, change places among themselves and are asked for too.
    /// </summary>
    public bool Permutes { get; init; }

    internal override ISelector CreateSelector() => new BudgetSelector(this);
}
