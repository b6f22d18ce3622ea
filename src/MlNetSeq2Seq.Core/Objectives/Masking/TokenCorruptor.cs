namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Works by <see cref="TokenCorruption"/>.</summary>
internal sealed class TokenCorruptor : ICorruptor
{
    private readonly double _maskShare;
    private readonly double _keptUpTo;
    private readonly bool _perSpan;
    private readonly int _maskId;
    private readonly IRandomTokens _randomTokens;

    internal TokenCorruptor(TokenCorruption options, int maskId, IRandomTokens randomTokens)
    {
        _maskShare = Shares.Check(nameof(TokenCorruption), options.MaskShare, nameof(options.MaskShare));
        double randomShare = Shares.Check(nameof(TokenCorruption), options.RandomShare, nameof(options.RandomShare));
        Shares.Check(nameof(TokenCorruption), _maskShare + randomShare, "MaskShare + RandomShare");
        _keptUpTo = Math.Max(_maskShare, 1 - randomShare);
        (_perSpan, _maskId, _randomTokens) = (options.PerSpan, maskId, randomTokens);
    }

    public void Corrupt(in MaskingRow row, MaskableUnits units, SelectedTokens selected, Span<int> noisy, Random random)
    {
        if (!_perSpan)
        {
            foreach (int position in selected.Positions)
            {
                noisy[position] = Shown(row.Ids[position], Chance(random), random);
            }

            return;
        }

        for (int span = 0; span < selected.SpanCount; span++)
        {
            double chance = Chance(random);
            foreach (int position in selected.Span(span))
            {
                noisy[position] = Shown(row.Ids[position], chance, random);
            }
        }
    }

    // Nothing is drawn where nothing is left to chance.
    private double Chance(Random random) => _maskShare < 1 ? random.NextDouble() : 0;

    private int Shown(int id, double chance, Random random) =>
        chance < _maskShare ? _maskId
        : chance < _keptUpTo ? id
        : _randomTokens.Draw(random);
}
