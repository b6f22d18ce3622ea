namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Works by <see cref="JiebaNgramSelection"/>.</summary>
internal sealed class JiebaNgramSelector(JiebaNgramSelection options) : ISelector
{
    private readonly double _rate = options.SelectionRate();
    private readonly NgramLengths _lengths = new(options.Ngrams);
    private readonly int _longest = options.AlwaysSelectLongerThan ?? int.MaxValue;

    public bool CountsEmptyWords { get; } = options.CountsEmptyWords;

    public void Select(in MaskingRow row, MaskableUnits units, SelectedTokens selected, Random random)
    {
        int end = 0; // of the run before
        for (int unit = 0; unit < units.Count; unit++)
        {
            // Drawn for a word of a run too, as in the source: so the draws of a word do not depend on what was chosen before it.
            bool begins = random.NextDouble() <= _rate;
            if (unit >= end && (begins || row.Characters(units.Start(unit), units.End(unit)) > _longest))
            {
                end = Math.Min(unit + _lengths.Draw(random), units.Count);
                selected.AddSpan(units, unit, end);
            }
        }
    }
}
