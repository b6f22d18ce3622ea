using System;
using Microsoft.ML.Internal.DataView;

namespace Microsoft.ML.Data
{
    /// <summary>Numbers that stand for one of <see cref="Count"/> things: the value 0 means none, k means the thing k-1.</summary>
    public sealed class KeyDataViewType : PrimitiveDataViewType
    {
        public KeyDataViewType(Type type, ulong count)
            : base(type)
        {
            Check.Argument(IsValidDataType(type), nameof(type), "A key is of type Byte, UInt16, UInt32 or UInt64.");
            Check.Argument(count > 0 && count <= Largest(type), nameof(count),
                $"A key of type {type.Name} has a count between 1 and {Largest(type)}, not {count}.");
            Count = count;
        }

        public KeyDataViewType(Type type, int count)
            : this(type, count > 0 ? (ulong)count : 0)
        {
        }

        public ulong Count { get; }

        public static bool IsValidDataType(Type type) =>
            type == typeof(byte) || type == typeof(ushort) || type == typeof(uint) || type == typeof(ulong);

        public override bool Equals(DataViewType other) => other is KeyDataViewType key && key.RawType == RawType && key.Count == Count;

        public override bool Equals(object other) => other is DataViewType type && Equals(type);

        public override int GetHashCode() => HashCode.Combine(RawType, Count);

        public override string ToString() => $"Key<{RawType.Name}, 0-{Count - 1}>";

        private static ulong Largest(Type type) =>
            type == typeof(byte) ? byte.MaxValue
            : type == typeof(ushort) ? ushort.MaxValue
            : type == typeof(uint) ? uint.MaxValue
            : ulong.MaxValue;
    }
}
