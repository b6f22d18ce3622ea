using System;
using Microsoft.ML.Internal.DataView;

namespace Microsoft.ML.Data
{
    /// <summary>Starts the editing of a <see cref="VBuffer{T}"/> in its own arrays.</summary>
    public static class VBufferEditor
    {
        /// <summary>An editor of the vector as it is.</summary>
        public static VBufferEditor<T> CreateFromBuffer<T>(scoped ref VBuffer<T> destination) =>
            Create(ref destination, destination.Length, destination.Count);

        /// <summary>
        /// An editor of another vector that takes over the arrays of <paramref name="destination"/> where they are large enough.
        /// </summary>
        /// <param name="destination">The buffer whose arrays are used; it must not be read again until it is assigned the result.</param>
        /// <param name="newLogicalLength">The length of the vector to be.</param>
        /// <param name="valuesCount">The number of explicit items; all of them where it is left out.</param>
        /// <param name="maxValuesCapacity">The largest size of a newly made array.</param>
        /// <param name="keepOldOnResize">Whether a newly made array begins with the contents of the old one.</param>
        /// <param name="requireIndicesOnDense">Whether a dense vector gets indices, too, for one that is going to be truncated.</param>
        public static VBufferEditor<T> Create<T>(
            scoped ref VBuffer<T> destination,
            int newLogicalLength,
            int? valuesCount = null,
            int? maxValuesCapacity = null,
            bool keepOldOnResize = false,
            bool requireIndicesOnDense = false)
        {
            Check.Argument(newLogicalLength >= 0, nameof(newLogicalLength), "Must be non-negative.");
            Check.Argument(valuesCount is null or >= 0, nameof(valuesCount), "If specified, must be non-negative.");
            Check.Argument(valuesCount is null || valuesCount <= newLogicalLength, nameof(valuesCount),
                $"If specified, must be no greater than {nameof(newLogicalLength)}.");

            int count = valuesCount ?? newLogicalLength;
            int capacity = maxValuesCapacity ?? Array.MaxLength;
            bool needsIndices = count < newLogicalLength || requireIndicesOnDense;

            T[] values = destination.ValueArray;
            int[] indices = destination.IndexArray;
            bool newValues = Grow(ref values, count, capacity, keepOldOnResize);
            bool newIndices = needsIndices && Grow(ref indices, count, capacity, keepOldOnResize);
            return new VBufferEditor<T>(newLogicalLength, count, values, indices, needsIndices, newValues, newIndices);
        }

        // Doubles, so that a buffer that sees ever longer vectors settles after few allocations.
        private static bool Grow<TItem>(ref TItem[] array, int needed, int largest, bool keep)
        {
            Check.Argument(needed <= largest, "max", "min must not exceed max");
            int size = array is null ? 0 : array.Length;
            if (size >= needed)
            {
                return false;
            }

            long doubled = size == 0 ? 4 : 2L * size;
            int newSize = (int)Math.Max(needed, Math.Min(doubled, largest));
            if (keep)
            {
                Array.Resize(ref array, newSize);
            }
            else
            {
                array = new TItem[newSize];
            }

            return true;
        }
    }

    /// <summary>The arrays of a vector in the making: fill <see cref="Values"/> and <see cref="Indices"/>, then commit.</summary>
    public readonly ref struct VBufferEditor<T>
    {
        public readonly Span<T> Values;

        /// <summary>Empty where the vector is dense and no indices were asked for.</summary>
        public readonly Span<int> Indices;

        private readonly int _length;
        private readonly T[] _values;
        private readonly int[] _indices;

        internal VBufferEditor(
            int length, int count, T[] values, int[] indices, bool needsIndices, bool createdNewValues, bool createdNewIndices)
        {
            _length = length;
            _values = values;
            _indices = indices;
            Values = values.AsSpan(0, count);
            Indices = needsIndices ? indices.AsSpan(0, count) : default;
            CreatedNewValues = createdNewValues;
            CreatedNewIndices = createdNewIndices;
        }

        public bool CreatedNewValues { get; }

        public bool CreatedNewIndices { get; }

        public VBuffer<T> Commit() => new(_length, Values.Length, _values, _indices);

        /// <summary>Commits the first items only; the vector keeps its length and so becomes sparse.</summary>
        public VBuffer<T> CommitTruncated(int physicalValuesCount)
        {
            Check.Argument(physicalValuesCount <= Values.Length, nameof(physicalValuesCount),
                $"{nameof(CommitTruncated)} can commit at most the {Values.Length} values that the editor was made for.");
            return new VBuffer<T>(_length, physicalValuesCount, _values, _indices);
        }
    }
}
