namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>
/// Says which tokens of a row are noise: spans of chance lengths, exactly as many tokens as the density asks for (T5: Raffel et al.,
/// arXiv:1910.10683, section 3.1.4; t5/data/preprocessors.py, random_spans_noise_mask).
/// </summary>
/// <remarks>
/// Noise and the rest are each cut into the same number of parts, every way to cut them being equally likely, and laid down by turns.
/// The lengths of spans are then roughly geometric. Numbers are rounded to even. differs: where the row has too few tokens for the
/// number of spans, there are fewer spans; the source fails.
/// </remarks>
public sealed class NoiseMask
{
    private readonly NoiseMaskOptions _options;

    /// <summary>Checks the options.</summary>
    /// <param name="options">How much is noise, and in how long spans.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public NoiseMask(NoiseMaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options.NoiseDensity, options.MeanSpanLength, nameof(NoiseMask));
        _options = options;
    }

    /// <summary>Draws the mask of a row.</summary>
    /// <param name="length">Tokens of the row; with fewer than 2 there is no noise.</param>
    /// <param name="random">The only source of chance.</param>
    /// <returns>Whether each token is noise, shape [length].</returns>
    public bool[] Draw(int length, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentNullException.ThrowIfNull(random);
        bool[] mask = new bool[length];
        if (length < 2)
        {
            return mask;
        }

        int noise = Math.Clamp(NoiseTokens(length, _options.NoiseDensity), 1, length - 1);
        int spans = Math.Clamp(Spans(noise, _options.MeanSpanLength), 1, Math.Min(noise, length - noise));
        int[] noiseLengths = Composition(noise, spans, random);
        int[] cleanLengths = Composition(length - noise, spans, random);
        int offset = _options.Roll ? random.Next(length) : 0;
        int position = offset;
        for (int i = 0; i < spans; i++)
        {
            position += cleanLengths[i];
            for (int j = 0; j < noiseLengths[i]; j++, position++)
            {
                mask[position % length] = true;
            }
        }

        return mask;
    }

    internal static int NoiseTokens(int length, double density) => (int)Math.Round(length * density, MidpointRounding.ToEven);

    internal static int Spans(int noise, double meanSpanLength) => (int)Math.Round(noise / meanSpanLength, MidpointRounding.ToEven);

    internal static void Check(double noiseDensity, double meanSpanLength, string who)
    {
        if (!(noiseDensity > 0 && noiseDensity < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(noiseDensity), noiseDensity, $"{who} needs NoiseDensity above 0 and below 1, but it is {noiseDensity}.");
        }

        if (!(meanSpanLength >= 1 && double.IsFinite(meanSpanLength)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(meanSpanLength), meanSpanLength, $"{who} needs MeanSpanLength of at least 1, but it is {meanSpanLength}.");
        }
    }

    // The lengths of parts that together have the given number of items: the places where parts begin are shuffled.
    private static int[] Composition(int items, int parts, Random random)
    {
        bool[] begins = new bool[items - 1];
        begins.AsSpan(0, parts - 1).Fill(true);
        random.Shuffle(begins);
        int[] lengths = new int[parts];
        int part = 0;
        lengths[0] = 1;
        foreach (bool begin in begins)
        {
            part += begin ? 1 : 0;
            lengths[part]++;
        }

        return lengths;
    }
}
