using System;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // What makes one number of many; dimensions that are summed over vanish unless keepdim says otherwise.
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Aten.sum.Call([this, type]);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => sum((ReadOnlySpan<long>)dim, keepdim, type);

        public unsafe Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null)
        {
            fixed (long* first = dim)
            {
                return Aten.sum_dim_IntList.Call([this, Arg.Ints(first, dim.Length), keepdim, type]);
            }
        }

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum((ReadOnlySpan<long>)[dim], keepdim, type);

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) =>
            sum((ReadOnlySpan<long>)[dim0, dim1], keepdim, type);

        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) =>
            sum((ReadOnlySpan<long>)[dim0, dim1, dim2], keepdim, type);

        public Tensor mean() => Aten.mean.Call([this]);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Aten.mean_dim.Call([this, dimensions, keepdim, type]);

        public Tensor prod(ScalarType? type = null) => Aten.prod.Call([this, type]);

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Aten.prod_dim_int.Call([this, dim, keepdim, type]);

        public Tensor std(bool unbiased = true) => Aten.std.Call([this, unbiased]);

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std((ReadOnlySpan<long>)dimensions, unbiased, keepdim, type);

        public unsafe Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
        {
            fixed (long* first = dimensions)
            {
                return Aten.std_dim.Call([this, Arg.Ints(first, dimensions.Length), unbiased, keepdim]);
            }
        }

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std((ReadOnlySpan<long>)[dim], unbiased, keepdim, type);

        public Tensor std((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std((ReadOnlySpan<long>)[dim.Item1, dim.Item2], unbiased, keepdim, type);

        public Tensor std((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std((ReadOnlySpan<long>)[dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type);

        public Tensor var(bool unbiased = true) => Aten.var.Call([this, unbiased]);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var((ReadOnlySpan<long>)dimensions, unbiased, keepdim, type);

        public unsafe Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
        {
            fixed (long* first = dimensions)
            {
                return Aten.var_dim.Call([this, Arg.Ints(first, dimensions.Length), unbiased, keepdim]);
            }
        }

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var((ReadOnlySpan<long>)[dim], unbiased, keepdim, type);

        public Tensor var((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var((ReadOnlySpan<long>)[dim.Item1, dim.Item2], unbiased, keepdim, type);

        public Tensor var((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var((ReadOnlySpan<long>)[dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type);

        public Tensor max() => Aten.max.Call([this]);

        public Tensor max(Tensor other) => Aten.maximum.Call([this, other]);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Aten.max_dim.CallPair([this, dim, keepdim]);

        public Tensor min() => Aten.min.Call([this]);

        public Tensor min(Tensor other) => Aten.minimum.Call([this, other]);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Aten.min_dim.CallPair([this, dim, keepdim]);

        public Tensor amax(params long[] dims) => amax((ReadOnlySpan<long>)dims);

        public Tensor amax(long[] dims, bool keepdim = false, Tensor @out = null) => amax((ReadOnlySpan<long>)dims, keepdim, @out);

        public unsafe Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor @out = null)
        {
            fixed (long* first = dims)
            {
                return @out is null
                    ? Aten.amax.Call([this, Arg.Ints(first, dims.Length), keepdim])
                    : Aten.amax_out.Call([this, Arg.Ints(first, dims.Length), keepdim, @out]);
            }
        }

        public Tensor amin(params long[] dims) => amin((ReadOnlySpan<long>)dims);

        public Tensor amin(long[] dims, bool keepdim = false, Tensor @out = null) => amin((ReadOnlySpan<long>)dims, keepdim, @out);

        public unsafe Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor @out = null)
        {
            fixed (long* first = dims)
            {
                return @out is null
                    ? Aten.amin.Call([this, Arg.Ints(first, dims.Length), keepdim])
                    : Aten.amin_out.Call([this, Arg.Ints(first, dims.Length), keepdim, @out]);
            }
        }

        public Tensor argmax() => Aten.argmax.Call([this]);

        public Tensor argmax(long dim, bool keepdim = false) => Aten.argmax.Call([this, dim, keepdim]);

        public Tensor argmin() => Aten.argmin.Call([this]);

        public Tensor argmin(long dim, bool keepdim = false) => Aten.argmin.Call([this, dim, keepdim]);

        public Tensor all() => Aten.all.Call([this]);

        public Tensor all(long dim, bool keepdim = false) => Aten.all_dim.Call([this, dim, keepdim]);

        public Tensor any() => Aten.any.Call([this]);

        public Tensor any(long dim, bool keepdim = false) => Aten.any_dim.Call([this, dim, keepdim]);

        public Tensor count_nonzero(long[] dims = null) => dims is null
            ? Aten.count_nonzero.Call([this])
            : Aten.count_nonzero_dim_IntList.Call([this, dims]);

        public Tensor norm(float p = 2) => Aten.norm_Scalar.Call([this, p]);

        public Tensor norm(int dim, bool keepdim = false, float p = 2) =>
            Aten.norm_ScalarOpt_dim.Call([this, p, new long[] { dim }, keepdim]);

        public Tensor logsumexp(long dim, bool keepdim = false) => Aten.logsumexp.Call([this, new[] { dim }, keepdim]);

        /// <summary>The sum of what is a number.</summary>
        public Tensor nansum() => Aten.nansum.Call([this]);

        public Tensor median() => Aten.median.Call([this]);

        /// <summary>The values below which given shares of the elements lie.</summary>
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Aten.quantile.Call([this, q, dim, keepdim]);

        /// <summary>The most frequent element along a dimension.</summary>
        public (Tensor values, Tensor indices) mode(long dim = -1, bool keepdim = false) => Aten.mode.CallPair([this, dim, keepdim]);

        public (Tensor values, Tensor indexes) cummax(long dim) => Aten.cummax.CallPair([this, dim]);

        public (Tensor values, Tensor indexes) cummin(long dim) => Aten.cummin.CallPair([this, dim]);

        public Tensor logcumsumexp(long dim) => Aten.logcumsumexp.Call([this, dim]);

        public Tensor cumsum(long dim, ScalarType? type = null) => Aten.cumsum.Call([this, dim, type]);

        public Tensor cumprod(long dim, ScalarType? type = null) => Aten.cumprod.Call([this, dim, type]);
    }
}
