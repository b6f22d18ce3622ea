namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Draws lengths by an <see cref="NgramLaw"/>.</summary>
internal sealed class NgramLengths
{
    private readonly double[] _upTo;

    /// <summary>Checks the law.</summary>
    internal NgramLengths(NgramLaw law)
    {
        ArgumentNullException.ThrowIfNull(law);
        double[] chances = law.Chances();
        _upTo = new double[chances.Length];
        double sum = 0;
        for (int i = 0; i < chances.Length; i++)
        {
            sum += chances[i];
            _upTo[i] = sum;
            Mean += (i + 1) * chances[i];
        }
    }

    /// <summary>The mean length.</summary>
    internal double Mean { get; }

    /// <summary>A length; one draw, or none where there is but one length.</summary>
    internal int Draw(Random random)
    {
        if (_upTo.Length == 1)
        {
            return 1;
        }

        double u = random.NextDouble();
        int n = 0;

        // The last sum is 1 but for rounding, so it is not looked at.
        while (n < _upTo.Length - 1 && u >= _upTo[n])
        {
            n++;
        }

        return n + 1;
    }
}
