using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.ML.Internal.DataView;

namespace Microsoft.ML.Data
{
    /// <summary>Vectors, or tensors in row-major order, of a primitive type; a dimension of 0 is unknown.</summary>
    public sealed class VectorDataViewType : StructuredDataViewType
    {
        public VectorDataViewType(PrimitiveDataViewType itemType, int size = 0)
            : base(BufferOf(itemType))
        {
            Check.Argument(size >= 0, nameof(size));
            ItemType = itemType;
            Size = size;
            Dimensions = [size];
        }

        public VectorDataViewType(PrimitiveDataViewType itemType, params int[] dimensions)
            : this(itemType, dimensions is null ? [] : ImmutableArray.Create(dimensions))
        {
        }

        public VectorDataViewType(PrimitiveDataViewType itemType, ImmutableArray<int> dimensions)
            : base(BufferOf(itemType))
        {
            Check.Argument(dimensions.Length > 0, nameof(dimensions));
            Check.Argument(dimensions.All(d => d >= 0), nameof(dimensions));
            ItemType = itemType;
            Dimensions = dimensions;
            Size = dimensions.Aggregate(1, (size, dimension) => checked(size * dimension));
        }

        public ImmutableArray<int> Dimensions { get; }

        public bool IsKnownSize => Size > 0;

        public PrimitiveDataViewType ItemType { get; }

        /// <summary>The product of the dimensions, which is 0 where one of them is unknown.</summary>
        public int Size { get; }

        public override bool Equals(DataViewType other) =>
            other is VectorDataViewType vector
            && vector.ItemType.Equals(ItemType)
            && vector.Dimensions.AsSpan().SequenceEqual(Dimensions.AsSpan());

        public override bool Equals(object other) => other is DataViewType type && Equals(type);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(ItemType);
            foreach (int dimension in Dimensions)
            {
                hash.Add(dimension);
            }

            return hash.ToHashCode();
        }

        public override string ToString()
        {
            // One unknown dimension is not written at all; among several it is a star.
            string dimensions = Dimensions.Length == 1
                ? (Size > 0 ? $", {Size}" : "")
                : string.Concat(Dimensions.Select(d => d > 0 ? $", {d}" : ", *"));
            return $"Vector<{ItemType}{dimensions}>";
        }

        private static Type BufferOf(PrimitiveDataViewType itemType)
        {
            Check.NotNull(itemType, nameof(itemType));
            return typeof(VBuffer<>).MakeGenericType(itemType.RawType);
        }
    }
}
