namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Works by <see cref="SpanSelection"/>.</summary>
internal sealed class SpanSelector : ISelector
{
    private readonly SpanSelection _options;
    private readonly NgramLengths _lengths;

    internal SpanSelector(SpanSelection options)
    {
        Shares.Check(nameof(SpanSelection), options.Rate, nameof(options.Rate));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaximumMasked);
        _options = options;
        _lengths = new NgramLengths(options.Lengths);
    }

    public void Select(in MaskingRow row, MaskableUnits units, SelectedTokens selected, Random random)
    {
        int budget = Math.Min(_options.MaximumMasked, (int)Math.Ceiling(units.TokenCount * _options.Rate));
        int[] unitOfToken = UnitsOfTokens(units);
        while (selected.Count < budget)
        {
            int length = _lengths.Draw(random);
            int anchor = random.Next(unitOfToken.Length);
            int first = unitOfToken[anchor];
            if (!selected.Contains(units.Start(first)))
            {
                AddSpan(units, first, Math.Min(first + length, units.Count), budget, selected);
            }
        }

        selected.MergeNeighbours();
    }

    // A place is drawn among the tokens, so that a word is met the more often the longer it is.
    private static int[] UnitsOfTokens(MaskableUnits units)
    {
        int[] unitOfToken = new int[units.TokenCount];
        int next = 0;
        for (int unit = 0; unit < units.Count; unit++)
        {
            for (int i = 0; i < units.Length(unit); i++)
            {
                unitOfToken[next++] = unit;
            }
        }

        return unitOfToken;
    }

    private static void AddSpan(MaskableUnits units, int first, int end, int budget, SelectedTokens selected)
    {
        for (int unit = first; unit < end; unit++)
        {
            for (int i = units.Start(unit); i < units.End(unit) && selected.Count < budget; i++)
            {
                if (!selected.Contains(i))
                {
                    selected.Add(i);
                }
            }
        }
    }
}
