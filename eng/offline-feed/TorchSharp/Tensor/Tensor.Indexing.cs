using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Choosing elements, and putting others in their place.
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => At(indices);
            set => Put(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => At([i1]);
            set => Put(value, [i1]);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => At([i1, i2]);
            set => Put(value, [i1, i2]);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => At([i1, i2, i3]);
            set => Put(value, [i1, i2, i3]);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => At([i1, i2, i3, i4]);
            set => Put(value, [i1, i2, i3, i4]);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => At([i1, i2, i3, i4, i5]);
            set => Put(value, [i1, i2, i3, i4, i5]);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => At([i1, i2, i3, i4, i5, i6]);
            set => Put(value, [i1, i2, i3, i4, i5, i6]);
        }

        public unsafe Tensor index(params TensorIndex[] indices)
        {
            NativeIndex[] encoded = Array.ConvertAll(indices, index => index.ToNative());
            fixed (NativeIndex* first = encoded)
            {
                Tensor result = NativeError.Tensor(NativeMethods.ts_index(Handle, first, encoded.Length));
                GC.KeepAlive(indices);
                GC.KeepAlive(this);
                return result;
            }
        }

        public Tensor index(params Tensor[] indices) => index(Array.ConvertAll(indices, TensorIndex.Tensor));

        public unsafe Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            NativeIndex[] encoded = Array.ConvertAll(indices, index => index.ToNative());
            fixed (NativeIndex* first = encoded)
            {
                NativeError.Check(NativeMethods.ts_index_put(Handle, first, encoded.Length, value.Handle));
                GC.KeepAlive(indices);
                GC.KeepAlive(value);
                return this;
            }
        }

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            if (!accumulate)
            {
                return index_put_(value, indices);
            }

            if (!Array.TrueForAll(indices, index => index.IsTensor))
            {
                throw new ArgumentException("index_put_ adds up only where every index is a tensor.", nameof(indices));
            }

            return index_put_(value, Array.ConvertAll(indices, index => index.AsTensor), accumulate: true);
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) => accumulate
            ? Aten.index_put_.CallInPlace([this, indices, value, true])
            : index_put_(value, indices);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using Tensor element = Of(value);
            return index_put_(element, indices);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor select(long dim, long index) => Aten.select_int.Call([this, dim, index]);

        public Tensor slice(long dim, long start, long finish, long step) => Aten.slice_Tensor.Call([this, dim, start, finish, step]);

        public Tensor narrow(long dim, long start, long length) => Aten.narrow.Call([this, dim, start, length]);

        public Tensor index_select(long dim, Tensor index) => Aten.index_select.Call([this, dim, index]);

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Aten.index_add.Call([this, dim, Positions(index), source, alpha]);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Aten.index_add_.CallInPlace([this, dim, Positions(index), source, alpha]);

        public Tensor index_copy(long dim, Tensor index, Tensor source) => Aten.index_copy.Call([this, dim, Positions(index), source]);

        public Tensor index_copy_(long dim, Tensor index, Tensor source) =>
            Aten.index_copy_.CallInPlace([this, dim, Positions(index), source]);

        public Tensor index_fill(long dim, Tensor index, Scalar value) =>
            Aten.index_fill_int_Scalar.Call([this, dim, Positions(index), value]);

        public Tensor index_fill_(long dim, Tensor index, Scalar value) =>
            Aten.index_fill__int_Scalar.CallInPlace([this, dim, Positions(index), value]);

        public Tensor gather(long dim, Tensor index) => Aten.gather.Call([this, dim, index]);

        public Tensor scatter(long dim, Tensor index, Tensor src) => Aten.scatter_src.Call([this, dim, index, src]);

        public Tensor scatter_(long dim, Tensor index, Tensor src) => Aten.scatter__src.CallInPlace([this, dim, index, src]);

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Aten.scatter_add.Call([this, dim, index, src]);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Aten.scatter_add_.CallInPlace([this, dim, index, src]);

        public Tensor take(Tensor index) => Aten.take.Call([this, index]);

        public Tensor take_along_dim(Tensor indices) => Aten.take_along_dim.Call([this, indices]);

        public Tensor take_along_dim(Tensor indices, long dim) => Aten.take_along_dim.Call([this, indices, dim]);

        public Tensor take_along_dim(IEnumerable<long> indices) => take_along_dim(tensor(indices.ToArray()));

        public Tensor take_along_dim(IEnumerable<long> indices, long dim) => take_along_dim(tensor(indices.ToArray()), dim);

        public Tensor masked_fill(Tensor mask, Scalar value) => Aten.masked_fill_Scalar.Call([this, mask, value]);

        public Tensor masked_fill_(Tensor mask, Scalar value) => Aten.masked_fill__Scalar.CallInPlace([this, mask, value]);

        public Tensor masked_scatter(Tensor mask, Tensor value) => Aten.masked_scatter.Call([this, mask, value]);

        public Tensor masked_scatter_(Tensor mask, Tensor value) => Aten.masked_scatter_.CallInPlace([this, mask, value]);

        public Tensor masked_select(Tensor mask) => mask.dtype == ScalarType.Bool
            ? Aten.masked_select.Call([this, mask])
            : throw new ArgumentException("The mask tensor must be Boolean.");

        /// <summary>This tensor's elements where the condition holds, and another's elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) => Aten.where_self.Call([condition, this, y]);

        private static Tensor Positions(Tensor index) => index.dtype == ScalarType.Int64
            ? index
            : throw new ArgumentException("Element type of 'index' must be 'Int64'");

        private unsafe Tensor At(ReadOnlySpan<long> indices)
        {
            NativeIndex* encoded = stackalloc NativeIndex[indices.Length];
            Encode(indices, encoded);
            Tensor result = NativeError.Tensor(NativeMethods.ts_index(Handle, encoded, indices.Length));
            GC.KeepAlive(this);
            return result;
        }

        private unsafe void Put(Tensor value, ReadOnlySpan<long> indices)
        {
            NativeIndex* encoded = stackalloc NativeIndex[indices.Length];
            Encode(indices, encoded);
            NativeError.Check(NativeMethods.ts_index_put(Handle, encoded, indices.Length, value.Handle));
            GC.KeepAlive(this);
            GC.KeepAlive(value);
        }

        private static unsafe void Encode(ReadOnlySpan<long> indices, NativeIndex* encoded)
        {
            for (int i = 0; i < indices.Length; i++)
            {
                encoded[i] = new NativeIndex { Kind = IndexKind.Integer, Start = indices[i] };
            }
        }

        private Tensor Of(Scalar value) => Aten.scalar_tensor.Call([value, dtype, Arg.None, device]);
    }
}
