namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Works by <see cref="BernoulliSelection"/>.</summary>
internal sealed class BernoulliSelector(BernoulliSelection options) : ISelector
{
    private readonly double _rate = Shares.Check(nameof(BernoulliSelection), options.Rate, nameof(options.Rate));

    public void Select(in MaskingRow row, MaskableUnits units, SelectedTokens selected, Random random)
    {
        for (int unit = 0; unit < units.Count; unit++)
        {
            if (random.NextDouble() < _rate)
            {
                selected.AddSpan(units, unit, unit + 1);
            }
        }
    }
}
