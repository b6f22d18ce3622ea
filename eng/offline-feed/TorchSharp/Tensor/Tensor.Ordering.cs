using System;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Sorting, choosing and counting.
    public partial class Tensor
    {
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Aten.sort_stable.CallPair([this, stable, dim, descending]);

        public Tensor argsort(long dim = -1, bool descending = false) => Aten.argsort.Call([this, dim, descending]);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Aten.topk.CallPair([this, k, dim, largest, sorted]);

        /// <summary>The k-th smallest element along a dimension.</summary>
        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false) =>
            Aten.kthvalue.CallPair([this, k, dim ?? -1, keepdim]);

        [Obsolete("use torch.kthvalue", false)]
        public static (Tensor values, Tensor indices) kthvalue(Tensor input, long k, long? dim, bool keepdim = false) =>
            input.kthvalue(k, dim, keepdim);

        /// <summary>The different elements; the second and third result are empty unless they are asked for.</summary>
        public (Tensor output, Tensor inverse_indices, Tensor counts) unique(
            bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null) => dim is int along
            ? Aten.unique_dim.CallTriple([this, along, sorted, return_inverse, return_counts])
            : Aten._unique2.CallTriple([this, sorted, return_inverse, return_counts]);

        public Tensor bincount(Tensor weights, long minlength = 0) => Aten.bincount.Call([this, weights, minlength]);

        /// <summary>The first dimension sorted.</summary>
        public Tensor msort() => Aten.msort.Call([this]);

        /// <summary>Whether each element is one of some others.</summary>
        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
            Aten.isin_Tensor_Tensor.Call([this, test_elements, assumeUnique, invert]);

        /// <summary>Between which two of some sorted boundaries each element lies.</summary>
        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) =>
            Aten.bucketize_Tensor.Call([this, boundaries, outInt32, right]);

        public Tensor argwhere() => Aten.argwhere.Call([this]);

        public Tensor nonzero() => Aten.nonzero.Call([this]);

        /// <summary>Draws from rows of weights, which need not sum up to one.</summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator generator = null) =>
            Aten.multinomial.Call([this, num_samples, replacement, generator]);

        /// <summary>Draws ones with the probabilities that the elements are.</summary>
        public Tensor bernoulli(Generator generator = null) => Aten.bernoulli.Call([this, generator]);

        public Tensor bernoulli_(double p = 0.5, Generator generator = null) => Aten.bernoulli__float.CallInPlace([this, p, generator]);

        public Tensor bernoulli_(Tensor p, Generator generator = null) => Aten.bernoulli__Tensor.CallInPlace([this, p, generator]);

        public Tensor normal_(double mean = 0, double std = 1, Generator generator = null) =>
            Aten.normal_.CallInPlace([this, mean, std, generator]);

        public Tensor uniform_(double from, double to, Generator generator = null) =>
            Aten.uniform_.CallInPlace([this, from, to, generator]);

        public Tensor exponential_(double lambda = 1, Generator generator = null) =>
            Aten.exponential_.CallInPlace([this, lambda, generator]);

        /// <summary>Whole numbers from one bound, included, to the other, excluded.</summary>
        public Tensor random_(double from, double to, Generator generator = null) =>
            Aten.random__from.CallInPlace([this, (long)from, (long)to, generator]);
    }
}
