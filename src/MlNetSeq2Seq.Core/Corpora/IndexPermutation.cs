using System.Numerics;

namespace MlNetSeq2Seq.Corpora;

/// <summary>An order of the numbers below a count that is computed place by place, so that it takes no memory however many there are.</summary>
/// <remarks>
/// A Feistel network over the smallest even number of bits, walked on until it meets a number below the count
/// (Black and Rogaway, CT-RSA 2002, "cycle walking"). The orders are part of what a seed means.
/// </remarks>
internal sealed class IndexPermutation
{
    // With fewer, orders of a handful of numbers are not even.
    private const int Rounds = 12;

    private readonly long _count;
    private readonly int _halfBits;
    private readonly ulong[] _keys = new ulong[Rounds];

    internal IndexPermutation(long count, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _count = count;
        _halfBits = Math.Max(1, (64 - BitOperations.LeadingZeroCount((ulong)Math.Max(0, count - 1)) + 1) / 2);
        for (int i = 0; i < Rounds; i++)
        {
            _keys[i] = (ulong)random.NextInt64();
        }
    }

    /// <summary>The number at a place.</summary>
    internal long this[long place]
    {
        get
        {
            ulong value = (ulong)place;
            do
            {
                value = Encrypt(value);
            }
            while (value >= (ulong)_count);

            return (long)value;
        }
    }

    private ulong Encrypt(ulong value)
    {
        ulong mask = (1UL << _halfBits) - 1;
        (ulong left, ulong right) = (value >> _halfBits, value & mask);
        foreach (ulong key in _keys)
        {
            (left, right) = (right, left ^ (Mix(right ^ key) & mask));
        }

        return (left << _halfBits) | right;
    }

    // The step of SplitMix64.
    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
