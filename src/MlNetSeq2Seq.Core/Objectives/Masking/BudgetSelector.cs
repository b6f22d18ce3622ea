namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Works by <see cref="BudgetSelection"/>.</summary>
internal sealed class BudgetSelector : ISelector
{
    private readonly BudgetSelection _options;
    private readonly NgramLengths _lengths;

    internal BudgetSelector(BudgetSelection options)
    {
        Shares.Check(nameof(BudgetSelection), options.Rate, nameof(options.Rate));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaximumMasked);
        _options = options;
        _lengths = new NgramLengths(options.Ngrams);
    }

    public void Select(in MaskingRow row, MaskableUnits units, SelectedTokens selected, Random random)
    {
        if (_options.Rate == 0)
        {
            return;
        }

        int budget = Budget(units.RowLength, _options.Rate, _options.MaximumMasked);
        int[] starts = new int[units.Count];
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = i;
        }

        Choose(starts, budget, units, selected, selected, random);
        if (_options.Permutes)
        {
            SelectedTokens permuted = new(units.RowLength);
            Choose(starts, budget, units, permuted, selected, random);
            permuted.MergeNeighbours();
            selected.Permuted = permuted.Positions.ToArray();
        }
    }

    /// <summary>How many tokens of a row are chosen.</summary>
    internal static int Budget(int length, double rate, int maximum) =>
        Math.Min(maximum, Math.Max(1, (int)Math.Round(length * rate, MidpointRounding.ToEven)));

    private void Choose(int[] starts, int budget, MaskableUnits units, SelectedTokens chosen, SelectedTokens hidden, Random random)
    {
        random.Shuffle(starts);
        foreach (int first in starts)
        {
            if (chosen.Count >= budget)
            {
                break;
            }

            int end = Math.Min(first + _lengths.Draw(random), units.Count);
            int tokens = TokensOf(units, first, end);
            while (chosen.Count + tokens > budget && end > first + 1)
            {
                tokens -= units.Length(--end);
            }

            if (chosen.Count + tokens <= budget && AreFree(units, first, end, chosen, hidden))
            {
                chosen.AddSpan(units, first, end);
            }
        }
    }

    private static int TokensOf(MaskableUnits units, int first, int end)
    {
        int tokens = 0;
        for (int unit = first; unit < end; unit++)
        {
            tokens += units.Length(unit);
        }

        return tokens;
    }

    // A unit is chosen whole, so its first token tells.
    private static bool AreFree(MaskableUnits units, int first, int end, SelectedTokens chosen, SelectedTokens hidden)
    {
        for (int unit = first; unit < end; unit++)
        {
            if (chosen.Contains(units.Start(unit)) || hidden.Contains(units.Start(unit)))
            {
                return false;
            }
        }

        return true;
    }
}
