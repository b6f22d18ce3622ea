using System;
using System.IO;
using System.Numerics;
using Microsoft.ML.Runtime;

namespace Microsoft.ML
{
    /// <summary>Makes the generators that environments and hosts hand out.</summary>
    internal static class RandomUtils
    {
        public static TauswortheHybrid Create() => new(new Random());

        public static TauswortheHybrid Create(int? seed) => seed is int value ? Create(value) : Create();

        public static TauswortheHybrid Create(int seed) => Create(unchecked((uint)seed));

        public static TauswortheHybrid Create(uint? seed) => seed is uint value ? Create(value) : Create();

        public static TauswortheHybrid Create(uint seed) => new(new TauswortheHybrid.State(seed));

        /// <summary>A generator that is seeded by draws from another.</summary>
        public static TauswortheHybrid Create(Random seed) => new(seed);

        public static float NextSingle(this Random random)
        {
            if (random is TauswortheHybrid hybrid)
            {
                return hybrid.NextSingle();
            }

            // The largest doubles below one round to one.
            float value;
            do
            {
                value = (float)random.NextDouble();
            }
            while (value >= 1);
            return value;
        }

        public static int NextSigned(this Random random) =>
            random is TauswortheHybrid hybrid ? hybrid.NextSigned() : random.Next(int.MinValue, int.MaxValue);
    }

    /// <summary>
    /// Three Tausworthe generators and a linear congruential one, combined by xor (L. Howes and D. Thomas, GPU Gems 3, chapter 37).
    /// Whatever the base class would draw from its own generator, which is seeded by chance, is overridden; 64-bit numbers it draws
    /// through <see cref="Next(int)"/>.
    /// </summary>
    internal sealed class TauswortheHybrid : Random
    {
        private uint _z1;
        private uint _z2;
        private uint _z3;
        private uint _z4;

        public TauswortheHybrid(State state)
        {
            _z1 = state.U1;
            _z2 = state.U2;
            _z3 = state.U3;
            _z4 = state.U4;
        }

        public TauswortheHybrid(Random rng)
        {
            _z1 = DrawLarge(rng);
            _z2 = DrawLarge(rng);
            _z3 = DrawLarge(rng);
            _z4 = Draw(rng);
        }

        public State GetState() => new(_z1, _z2, _z3, _z4);

        public override int Next()
        {
            // A set sign bit carries out of the word, so it is dropped.
            return (int)(NextUInt32() & int.MaxValue);
        }

        public override int Next(int maxValue)
        {
            Contracts.CheckParam(maxValue >= 0, nameof(maxValue), "maxValue must be non-negative");
            return (int)(((ulong)NextUInt32() * (ulong)maxValue) >> 32);
        }

        public override int Next(int minValue, int maxValue)
        {
            Contracts.CheckParam(minValue <= maxValue, nameof(minValue), "minValue must be less than or equal to maxValue.");
            long range = (long)maxValue - minValue;
            return (int)((long)(NextDouble() * range) + minValue);
        }

        public override double NextDouble() => NextUInt32() * (1.0 / 4294967296);

        // 23 bits are exact in a float, so that the result is never rounded up to one.
        public override float NextSingle() => (NextUInt32() >> 9) * (1f / (1 << 23));

        public int NextSigned() => (int)NextUInt32();

        public override void NextBytes(byte[] buffer)
        {
            Contracts.CheckValue(buffer, nameof(buffer));
            NextBytes(buffer.AsSpan());
        }

        public override void NextBytes(Span<byte> buffer)
        {
            for (int i = 0; i < buffer.Length; i++)
            {
                buffer[i] = (byte)Next();
            }
        }

        protected override double Sample() => NextDouble();

        private static uint Draw(Random rng) => ((uint)rng.Next(0x10000) << 16) | (uint)rng.Next(0x10000);

        // The Tausworthe generators need a seed above 127: the low bits are masked away at the first step.
        private static uint DrawLarge(Random rng)
        {
            uint value;
            do
            {
                value = Draw(rng);
            }
            while (value < 128);
            return value;
        }

        private static uint Step(uint z, int leftFirst, int right, int left, uint mask) =>
            ((z & mask) << left) ^ (((z << leftFirst) ^ z) >> right);

        private uint NextUInt32()
        {
            unchecked
            {
                _z1 = Step(_z1, 13, 19, 12, ~1u);
                _z2 = Step(_z2, 2, 25, 4, ~7u);
                _z3 = Step(_z3, 3, 11, 17, ~15u);
                _z4 = (1664525 * _z4) + 1013904223;
                return _z1 ^ _z2 ^ _z3 ^ _z4;
            }
        }

        /// <summary>Where a generator stands.</summary>
        public readonly struct State
        {
            public readonly uint U1;
            public readonly uint U2;
            public readonly uint U3;
            public readonly uint U4;

            public State(uint seed)
            {
                U1 = seed;
                U2 = MurmurRound(U1, seed);
                U3 = MurmurRound(U2, seed);
                U4 = MurmurRound(U3, seed);
            }

            public State(uint u1, uint u2, uint u3, uint u4)
            {
                U1 = u1;
                U2 = u2;
                U3 = u3;
                U4 = u4;
            }

            public static State Load(BinaryReader reader) =>
                new(reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32());

            public void Save(BinaryWriter writer)
            {
                writer.Write(U1);
                writer.Write(U2);
                writer.Write(U3);
                writer.Write(U4);
            }

            // One round of MurmurHash3 (x86, 32 bits).
            private static uint MurmurRound(uint hash, uint block)
            {
                unchecked
                {
                    hash ^= BitOperations.RotateLeft(block * 0xCC9E2D51, 15) * 0x1B873593;
                    return (BitOperations.RotateLeft(hash, 13) * 5) + 0xE6546B64;
                }
            }
        }
    }
}
