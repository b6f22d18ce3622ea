using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // The same elements in another shape; where it can be done, on the same memory.
    public partial class Tensor
    {
        /// <summary>A matrix with rows and columns exchanged; of another number of dimensions with all of them reversed.</summary>
        public Tensor T => Aten.numpy_T.Call([this]);

        /// <summary>The last two dimensions exchanged.</summary>
        public Tensor mT => Aten.mT.Call([this]);

        public Tensor view(params long[] shape) => Aten.view.Call([this, shape]);

        public Tensor view_as(Tensor other) => view(other.shape);

        public Tensor reshape(params long[] shape) => Aten.reshape.Call([this, shape]);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Aten.flatten_using_ints.Call([this, start_dim, end_dim]);

        public Tensor unflatten(long dim, params long[] sizes) => Aten.unflatten_int.Call([this, dim, sizes]);

        public Tensor unflatten(long dim, Size sizes) => unflatten(dim, sizes.Shape);

        public Tensor squeeze(long? dim = null) => dim is long along ? Aten.squeeze_dim.Call([this, along]) : Aten.squeeze.Call([this]);

        public Tensor squeeze_(long? dim = null) => dim is long along
            ? Aten.squeeze__dim.CallInPlace([this, along])
            : Aten.squeeze_.CallInPlace([this]);

        public Tensor unsqueeze(long dim) => Aten.unsqueeze.Call([this, dim]);

        public Tensor unsqueeze_(long dim) => Aten.unsqueeze_.CallInPlace([this, dim]);

        public Tensor t() => Aten.t.Call([this]);

        public Tensor transpose(long dim0, long dim1) => Aten.transpose_int.Call([this, dim0, dim1]);

        public Tensor transpose_(long dim0, long dim1) => Aten.transpose_.CallInPlace([this, dim0, dim1]);

        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor swapdims(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor ravel() => Aten.ravel.Call([this]);

        public Tensor permute(params long[] permutation) => Aten.permute.Call([this, permutation]);

        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());

        public Tensor movedim(long[] source, long[] destination) => Aten.movedim_intlist.Call([this, source, destination]);

        public Tensor expand(params long[] sizes) => Aten.expand.Call([this, sizes]);

        public Tensor expand(long[] sizes, bool isImplicit = false) => Aten.expand.Call([this, sizes, isImplicit]);

        public unsafe Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false)
        {
            fixed (long* first = sizes)
            {
                return Aten.expand.Call([this, Arg.Ints(first, sizes.Length), isImplicit]);
            }
        }

        public Tensor expand(Size sizes, bool isImplicit = false) => expand(sizes.Shape, isImplicit);

        public Tensor expand_as(Tensor other) => expand(other.shape);

        public Tensor broadcast_to(params long[] shape) => Aten.broadcast_to.Call([this, shape]);

        public Tensor repeat(params long[] sizes) => Aten.repeat.Call([this, sizes]);

        public Tensor tile(long[] reps) => Aten.tile.Call([this, reps]);

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Aten.repeat_interleave_self_int.Call([this, repeats, dim, output_size]);

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Aten.repeat_interleave_self_Tensor.Call([this, repeats, dim, output_size]);

        public Tensor flip(params long[] dims) => Aten.flip.Call([this, dims]);

        public Tensor roll(long shifts, long? dims = null) =>
            Aten.roll.Call([this, new[] { shifts }, dims is long along ? [along] : Array.Empty<long>()]);

        public Tensor roll(long[] shifts) => Aten.roll.Call([this, shifts]);

        public Tensor roll(long[] shifts, long[] dims) => Aten.roll.Call([this, shifts, dims]);

        public Tensor roll((long, long) shifts, (long, long) dims) =>
            roll(new[] { shifts.Item1, shifts.Item2 }, new[] { dims.Item1, dims.Item2 });

        public Tensor roll((long, long, long) shifts, (long, long, long) dims) =>
            roll(new[] { shifts.Item1, shifts.Item2, shifts.Item3 }, new[] { dims.Item1, dims.Item2, dims.Item3 });

        public Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => roll(shifts.ToArray(), dims.ToArray());

        public Tensor tril(long diagonal = 0) => Aten.tril.Call([this, diagonal]);

        public Tensor tril_(long diagonal = 0) => Aten.tril_.CallInPlace([this, diagonal]);

        public Tensor triu(long diagonal = 0) => Aten.triu.Call([this, diagonal]);

        public Tensor triu_(long diagonal = 0) => Aten.triu_.CallInPlace([this, diagonal]);

        public Tensor diag(long diagonal = 0) => Aten.diag.Call([this, diagonal]);

        public Tensor diag_embed(long offset = 0, long dim1 = -2, long dim2 = -1) => Aten.diag_embed.Call([this, offset, dim1, dim2]);

        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => dim1 == dim2
            ? throw new ArgumentException($"Diagonal dimensions cannot be identical {dim1}, {dim2}")
            : Aten.diagonal.Call([this, offset, dim1, dim2]);

        /// <summary>Windows along a dimension, as a new last dimension.</summary>
        public Tensor unfold(long dimension, long size, long step) => Aten.unfold.Call([this, dimension, size, step]);

        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) =>
            Aten.as_strided.Call([this, size, strides, storageOffset]);

        public Tensor[] chunk(long chunks, long dim = 0) => Aten.chunk.CallList([this, chunks, dim]);

        /// <summary>Parts of a size; the last may be smaller.</summary>
        public Tensor[] split(long size, int dim = 0) => Aten.split_Tensor.CallList([this, size, dim]);

        public Tensor[] split(params long[] sizes) => Aten.split_with_sizes.CallList([this, sizes]);

        public Tensor[] split(long[] sizes, long dim = 0) => Aten.split_with_sizes.CallList([this, sizes, dim]);

        public unsafe Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0)
        {
            fixed (long* first = sizes)
            {
                return Aten.split_with_sizes.CallList([this, Arg.Ints(first, sizes.Length), dim]);
            }
        }

        public Tensor[] unbind(long dimension = 0) => Aten.unbind_int.CallList([this, dimension]);
    }
}
