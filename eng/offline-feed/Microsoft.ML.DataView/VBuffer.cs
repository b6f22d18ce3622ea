using System;
using System.Collections;
using System.Collections.Generic;
using Microsoft.ML.Internal.DataView;

namespace Microsoft.ML.Data
{
    /// <summary>
    /// A vector of <see cref="Length"/> items. Dense, the first Length places of the value array are the items; sparse, the first
    /// count places of both arrays are items and their ascending places, and all other items are default. The arrays may be longer
    /// than what is used, and are kept through editing so that one buffer serves many rows.
    /// </summary>
    public readonly struct VBuffer<T> : IEnumerable
    {
        public readonly int Length;

        private readonly T[] _values;
        private readonly int[] _indices;
        private readonly int _count;

        /// <summary>A dense vector over <paramref name="values"/>; indices are only kept for later reuse.</summary>
        public VBuffer(int length, T[] values, int[] indices = null)
        {
            Check.Argument(length >= 0, nameof(length));
            Check.Argument(SizeOf(values) >= length, nameof(values));
            Length = length;
            _count = length;
            _values = values;
            _indices = indices;
        }

        /// <summary>A vector with <paramref name="count"/> explicit items: sparse if that is less than the length.</summary>
        public VBuffer(int length, int count, T[] values, int[] indices)
        {
            Check.Argument(length >= 0, nameof(length));
            Check.Argument(count >= 0 && count <= length, nameof(count));
            Check.Argument(SizeOf(values) >= count, nameof(values));
            Check.Argument(count == length || SizeOf(indices) >= count, nameof(indices));
            Length = length;
            _count = count;
            _values = values;
            _indices = indices;
        }

        public bool IsDense => _count == Length;

        internal int Count => _count;

        internal T[] ValueArray => _values;

        internal int[] IndexArray => _indices;

        /// <summary>The explicit items.</summary>
        public ReadOnlySpan<T> GetValues() => _values.AsSpan(0, _count);

        /// <summary>The places of the explicit items; empty where the vector is dense.</summary>
        public ReadOnlySpan<int> GetIndices() => IsDense ? default : _indices.AsSpan(0, _count);

        public void CopyToDense(ref VBuffer<T> destination)
        {
            VBufferEditor<T> editor = VBufferEditor.Create(ref destination, Length);
            CopyTo(editor.Values);
            destination = editor.Commit();
        }

        public void CopyTo(ref VBuffer<T> destination)
        {
            VBufferEditor<T> editor = VBufferEditor.Create(ref destination, Length, _count);
            GetValues().CopyTo(editor.Values);
            GetIndices().CopyTo(editor.Indices);
            destination = editor.Commit();
        }

        /// <summary>Copies the items from <paramref name="sourceIndex"/> on.</summary>
        public void CopyTo(ref VBuffer<T> destination, int sourceIndex, int length)
        {
            Check.Argument(sourceIndex >= 0 && sourceIndex <= Length, nameof(sourceIndex));
            Check.Argument(length >= 0 && sourceIndex <= Length - length, nameof(length));
            int first = IsDense ? sourceIndex : PlaceOf(sourceIndex);
            int count = IsDense ? length : PlaceOf(sourceIndex + length) - first;

            VBufferEditor<T> editor = VBufferEditor.Create(ref destination, length, count);
            _values.AsSpan(count == 0 ? 0 : first, count).CopyTo(editor.Values);
            if (count < length)
            {
                for (int i = 0; i < count; i++)
                {
                    editor.Indices[i] = _indices[first + i] - sourceIndex;
                }
            }

            destination = editor.Commit();
        }

        public void CopyTo(Span<T> destination) => CopyTo(destination, 0);

        /// <summary>Writes all items; those that are not explicit become <paramref name="defaultValue"/>.</summary>
        public void CopyTo(Span<T> destination, int destinationIndex, T defaultValue = default)
        {
            Check.Argument(destinationIndex >= 0 && destinationIndex <= destination.Length - Length, nameof(destination),
                "Not large enough to hold these values.");
            Span<T> target = destination.Slice(destinationIndex, Length);
            if (IsDense)
            {
                GetValues().CopyTo(target);
                return;
            }

            if (_count == 0)
            {
                // A known oddity that callers may have come to rely on: with nothing explicit, defaultValue is not looked at.
                target.Clear();
                return;
            }

            target.Fill(defaultValue);
            for (int i = 0; i < _count; i++)
            {
                target[_indices[i]] = _values[i];
            }
        }

        public static void Copy(T[] source, int sourceIndex, ref VBuffer<T> destination, int length)
        {
            Check.Argument(length >= 0 && length <= SizeOf(source), nameof(length));
            Check.Argument(sourceIndex >= 0 && sourceIndex <= SizeOf(source) - length, nameof(sourceIndex));
            VBufferEditor<T> editor = VBufferEditor.Create(ref destination, length);
            source.AsSpan(sourceIndex, length).CopyTo(editor.Values);
            destination = editor.Commit();
        }

        /// <summary>The explicit items with their places, or all items.</summary>
        public IEnumerable<KeyValuePair<int, T>> Items(bool all = false)
        {
            int next = 0;
            for (int i = 0; i < _count; i++)
            {
                int place = IsDense ? i : _indices[i];
                for (; all && next < place; next++)
                {
                    yield return new KeyValuePair<int, T>(next, default);
                }

                yield return new KeyValuePair<int, T>(place, _values[i]);
                next = place + 1;
            }

            for (; all && next < Length; next++)
            {
                yield return new KeyValuePair<int, T>(next, default);
            }
        }

        public IEnumerable<T> DenseValues()
        {
            int next = 0;
            for (int i = 0; i < _count; i++, next++)
            {
                for (int place = IsDense ? i : _indices[i]; next < place; next++)
                {
                    yield return default;
                }

                yield return _values[i];
            }

            for (; next < Length; next++)
            {
                yield return default;
            }
        }

        public void GetItemOrDefault(int index, ref T destination) => destination = GetItemOrDefault(index);

        public T GetItemOrDefault(int index)
        {
            Check.Argument(index >= 0 && index < Length, nameof(index));
            if (IsDense)
            {
                return _values[index];
            }

            int place = PlaceOf(index);
            return place < _count && _indices[place] == index ? _values[place] : default;
        }

        public override string ToString() =>
            IsDense ? $"Dense vector of size {Length}" : $"Sparse vector of size {Length}, {_count} explicit values";

        /// <summary>Walks the value array as it lies there, unused places included; <see cref="DenseValues"/> gives the items.</summary>
        public IEnumerator GetEnumerator() => (_values ?? []).GetEnumerator();

        // The first of the explicit items that lies at or behind the index.
        private int PlaceOf(int index)
        {
            int found = GetIndices().BinarySearch(index);
            return found < 0 ? ~found : found;
        }

        private static int SizeOf<TItem>(TItem[] array) => array is null ? 0 : array.Length;
    }
}
