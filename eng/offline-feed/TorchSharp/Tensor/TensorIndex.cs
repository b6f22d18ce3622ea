using System;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>What may stand between the brackets of a subscript for one dimension, or for several.</summary>
    public struct TensorIndex
    {
        /// <summary>All dimensions that the other indices leave over.</summary>
        public static TensorIndex Ellipsis = new(IndexKind.Ellipsis);

        /// <summary>A new dimension of size one.</summary>
        public static TensorIndex None = new(IndexKind.None);

        public static TensorIndex Null = new(IndexKind.None);

        /// <summary>All of one dimension.</summary>
        public static TensorIndex Colon = Slice();

        private readonly IndexKind _kind;
        private readonly long? _start;
        private readonly long? _stop;
        private readonly long? _step;
        private readonly Tensor _tensor;

        private TensorIndex(IndexKind kind, long? start = null, long? stop = null, long? step = null, Tensor tensor = null)
        {
            _kind = kind;
            _start = start;
            _stop = stop;
            _step = step;
            _tensor = tensor;
        }

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        // It exists for the choice among overloads only.
        public static implicit operator Tensor(TensorIndex value) => throw new InvalidOperationException("Should not be called.");

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new(IndexKind.Slice, start, stop, step);

        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        public static TensorIndex Slice(Range range) => Slice(Start(range.Start), Stop(range.End));

        public static TensorIndex Bool(bool value) => new(IndexKind.Bool, value ? 1 : 0);

        public static TensorIndex Single(long? index) => new(IndexKind.Integer, index ?? 0);

        public static TensorIndex Tensor(Tensor tensor) => new(IndexKind.Tensor, tensor: tensor);

        internal readonly bool IsTensor => _kind == IndexKind.Tensor;

        internal readonly Tensor AsTensor => _tensor;

        internal readonly NativeIndex ToNative() => new()
        {
            Kind = _kind,
            Given = (_start is null ? 0 : NativeIndex.HasStart)
                | (_stop is null ? 0 : NativeIndex.HasStop)
                | (_step is null ? 0 : NativeIndex.HasStep),
            Start = _start ?? 0,
            Stop = _stop ?? 0,
            Step = _step ?? 0,
            Tensor = _tensor is null ? 0 : _tensor.Handle,
        };

        private static long Start(Index index) => index.IsFromEnd ? -index.Value : index.Value;

        // ^0 is the end, which a negative number cannot say.
        private static long? Stop(Index index) => !index.IsFromEnd ? index.Value : index.Value == 0 ? null : -index.Value;
    }
}
