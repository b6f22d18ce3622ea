namespace MlNetSeq2Seq;

/// <summary>
/// A <see cref="Random"/> whose stream is a pure function of its key, so that what is drawn for a row depends on
/// (seed, pass, row) and on nothing else: not on the order, the thread or the number of rows read before it.
/// </summary>
/// <remarks>
/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), with the key mixed into the state part by part; ranges by multiplication with
/// rejection (Lemire, arXiv:1805.10941). The stream is part of the contract: it decides which noise a saved pipeline makes.
/// Not safe for several threads at once.
/// </remarks>
public sealed class KeyedRandom : Random
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    private ulong _state;

    /// <summary>Makes a generator that stands at the start of the stream of <paramref name="key"/>.</summary>
    /// <param name="key">The parts of the key; their number and order matter.</param>
    public KeyedRandom(params ReadOnlySpan<ulong> key) => Reset(key);

    /// <summary>The part of a key that stands for a name, the same in every process and version.</summary>
    /// <param name="name">The name, for example of a component.</param>
    public static ulong KeyOf(ReadOnlySpan<char> name)
    {
        unchecked
        {
            // FNV-1a over UTF-16 units.
            ulong hash = 0xCBF29CE484222325;
            foreach (char unit in name)
            {
                hash = (hash ^ unit) * 0x100000001B3;
            }

            return Mix(hash);
        }
    }

    /// <summary>Goes to the start of the stream of <paramref name="key"/>; allocates nothing.</summary>
    /// <param name="key">The parts of the key; their number and order matter.</param>
    public void Reset(params ReadOnlySpan<ulong> key)
    {
        _state = Increment;
        foreach (ulong part in key)
        {
            _state = Mix(_state ^ part);
        }
    }

    // Every virtual member is overridden: those that are not, draw from a generator that Random seeds by chance.

    /// <inheritdoc/>
    public override int Next() => (int)Below(int.MaxValue);

    /// <inheritdoc/>
    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return maxValue == 0 ? 0 : (int)Below((ulong)maxValue);
    }

    /// <inheritdoc/>
    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return minValue == maxValue ? minValue : (int)(minValue + (long)Below((ulong)((long)maxValue - minValue)));
    }

    /// <inheritdoc/>
    public override long NextInt64() => (long)Below(long.MaxValue);

    /// <inheritdoc/>
    public override long NextInt64(long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return maxValue == 0 ? 0 : (long)Below((ulong)maxValue);
    }

    /// <inheritdoc/>
    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return minValue == maxValue ? minValue : unchecked((long)((ulong)minValue + Below((ulong)maxValue - (ulong)minValue)));
    }

    /// <inheritdoc/>
    public override float NextSingle() => (Step() >> 40) * (1.0f / (1u << 24));

    /// <inheritdoc/>
    public override double NextDouble() => Sample();

    /// <inheritdoc/>
    public override void NextBytes(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        NextBytes(buffer.AsSpan());
    }

    /// <inheritdoc/>
    public override void NextBytes(Span<byte> buffer)
    {
        foreach (ref byte b in buffer)
        {
            b = (byte)(Step() >> 56);
        }
    }

    /// <inheritdoc/>
    protected override double Sample() => (Step() >> 11) * (1.0 / (1UL << 53));

    // Uniform in [0, range): the high half of a 128-bit product; low halves that would favour some values are drawn again.
    private ulong Below(ulong range)
    {
        ulong high = Math.BigMul(Step(), range, out ulong low);
        if (low < range)
        {
            ulong unfair = unchecked(0 - range) % range;
            while (low < unfair)
            {
                high = Math.BigMul(Step(), range, out low);
            }
        }

        return high;
    }

    private ulong Step() => unchecked(Mix(_state += Increment));

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
