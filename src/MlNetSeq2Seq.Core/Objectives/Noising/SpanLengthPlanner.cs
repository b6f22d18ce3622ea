namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>
/// Says how long rows must be cut so that span corruption fills an encoder's input exactly (T5: Raffel et al., arXiv:1910.10683;
/// t5/data/preprocessors.py, random_spans_helper).
/// </summary>
public static class SpanLengthPlanner
{
    /// <summary>Plans the lengths.</summary>
    /// <param name="inputsLength">Tokens that the encoder takes, sentinels and the end token included; at least 2.</param>
    /// <param name="noiseDensity">Share of the tokens that is noise, in (0, 1).</param>
    /// <param name="meanSpanLength">Mean length of a span of noise, tokens, at least 1.</param>
    /// <returns>The longest row whose source fits, and the length of its target.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static SpanLengths Plan(int inputsLength, double noiseDensity = 0.15, double meanSpanLength = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputsLength, 2);
        NoiseMask.Check(noiseDensity, meanSpanLength, nameof(SpanLengthPlanner));
        int tokens = 1;
        while (Lengths(tokens + 1).Source <= inputsLength)
        {
            tokens++;
        }

        int target = Lengths(tokens).Target;

        // With half of the tokens as noise the target can be one longer than the source; the source project shortens both.
        return noiseDensity == 0.5 && target > Lengths(tokens).Source ? new SpanLengths(tokens - 1, target - 1) : new SpanLengths(tokens, target);

        (int Source, int Target) Lengths(int length)
        {
            int noise = NoiseMask.NoiseTokens(length, noiseDensity);
            int spans = NoiseMask.Spans(noise, meanSpanLength);
            return (length - noise + spans + 1, noise + spans + 1);
        }
    }
}
