namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>
/// Each word begins with some chance a run of chosen words, and a long word always does (IDEA-CCNL/Fengshenbang-LM,
/// fengshen/examples/pretrain_bert/pretrain_bert.py).
/// </summary>
/// <remarks>
/// Of words that are all short, q·E[n] / (q·E[n] + 1 − q) are chosen, with q the <see cref="Rate"/> and E[n] the mean length of a run:
/// 22.4 % at q = 0.15. <see cref="TargetFraction"/> asks for that share instead.
/// </remarks>
public sealed record JiebaNgramSelection : MaskSelection
{
    /// <summary>The chance of a word to begin a run, in [0, 1].</summary>
    public double Rate { get; init; } = 0.15;

    /// <summary>Share of the words that is to be chosen when all are short, in [0, 1); it takes the place of <see cref="Rate"/>.</summary>
    public double? TargetFraction { get; init; }

    /// <summary>The number of words of a run.</summary>
    public NgramLaw Ngrams { get; init; } = new();

    /// <summary>A word of more characters than this always begins a run, unless it is in one; null for no such rule.</summary>
    public int? AlwaysSelectLongerThan { get; init; } = 3;

    /// <summary>Whether a word of which no token is left, such as white space, counts in runs, as it does in the source.</summary>
    public bool CountsEmptyWords { get; init; }

    /// <summary>The chance of a word to begin a run that these options come to.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public double SelectionRate()
    {
        if (TargetFraction is not { } fraction)
        {
            return Shares.Check(nameof(JiebaNgramSelection), Rate, nameof(Rate));
        }

        return fraction is >= 0 and < 1
            ? fraction / ((new NgramLengths(Ngrams).Mean * (1 - fraction)) + fraction)
            : throw new ArgumentOutOfRangeException(
                nameof(TargetFraction), fraction, $"JiebaNgramSelection needs TargetFraction in [0, 1), but it is {fraction}.");
    }

    internal override ISelector CreateSelector() => new JiebaNgramSelector(this);
}
