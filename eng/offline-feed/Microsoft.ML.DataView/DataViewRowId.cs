using System;
using System.Numerics;

namespace Microsoft.ML.Data
{
    /// <summary>
    /// The 128-bit identity of a row. <see cref="Fork"/>, <see cref="Next"/> and <see cref="Combine"/> derive further
    /// identities by one round of MurmurHash3 (x64, 128 bits) without its final mixing: ids have to be distinct, not to look random.
    /// </summary>
    public readonly struct DataViewRowId : IComparable<DataViewRowId>, IEquatable<DataViewRowId>
    {
        private const ulong FirstMultiplier = 0x87c37b91114253d5;
        private const ulong SecondMultiplier = 0x4cf5ad432745937f;
        private const ulong FirstOffset = 0x52dce729;
        private const ulong SecondOffset = 0x38495ab5;

        public readonly ulong Low;
        public readonly ulong High;

        public DataViewRowId(ulong low, ulong high)
        {
            Low = low;
            High = high;
        }

        public override string ToString() => $"{High:x16}{Low:x16}";

        public int CompareTo(DataViewRowId other) => High == other.High ? Low.CompareTo(other.Low) : High.CompareTo(other.High);

        public bool Equals(DataViewRowId other) => Low == other.Low && High == other.High;

        public override bool Equals(object obj) => obj is DataViewRowId other && Equals(other);

        public override int GetHashCode() => unchecked((int)(
            (uint)Low ^ (uint)(Low >> 32) ^ (uint)(High << 7) ^ (uint)(High >> 25) ^ (uint)(High >> 57)));

        /// <summary>A child of this row: the round over the block (1, 0), whose word is mixed in last.</summary>
        public DataViewRowId Fork()
        {
            DataViewRowId next = Next();
            return new DataViewRowId(next.Low ^ unchecked(BitOperations.RotateLeft(FirstMultiplier, 31) * SecondMultiplier), next.High);
        }

        /// <summary>The next id of a series: the round over the block (0, 0).</summary>
        public DataViewRowId Next() => Round(Low, High, 0, 0);

        /// <summary>The id of a pair of rows: the round over the other row's fork, which keeps Combine(0, 0) away from Next.</summary>
        public DataViewRowId Combine(DataViewRowId other)
        {
            DataViewRowId fork = other.Fork();
            return unchecked(Round(
                Low,
                High,
                BitOperations.RotateLeft(fork.Low * FirstMultiplier, 31) * SecondMultiplier,
                BitOperations.RotateLeft(fork.High * SecondMultiplier, 33) * FirstMultiplier));
        }

        private static DataViewRowId Round(ulong low, ulong high, ulong lowWord, ulong highWord)
        {
            unchecked
            {
                low = (BitOperations.RotateLeft(low ^ lowWord, 27) + high) * 5 + FirstOffset;
                high = (BitOperations.RotateLeft(high ^ highWord, 31) + low) * 5 + SecondOffset;
                return new DataViewRowId(low, high);
            }
        }
    }
}
