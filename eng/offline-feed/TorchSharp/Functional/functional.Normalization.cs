#nullable enable
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op LayerNormOp = new("layer_norm");
            private static readonly Op GroupNormOp = new("group_norm");
            private static readonly Op NormOp = new("norm.ScalarOpt_dim");
            private static readonly Op AtLeastOp = new("clamp_min");
            private static readonly Op ExpandAsOp = new("expand_as");
            private static readonly Op DivideOp = new("div.Tensor");
            private static readonly Op CosineSimilarityOp = new("cosine_similarity");

            /// <summary>Mean 0 and variance 1 over the last dimensions, then scale and shift.</summary>
            public static Tensor layer_norm(
                Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                LayerNormOp.Call([input, normalized_shape, weight, bias, eps]);

            /// <summary>Mean 0 and variance 1 over groups of channels, then scale and shift.</summary>
            public static Tensor group_norm(
                Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                GroupNormOp.Call([input, num_groups, weight, bias, eps]);

            /// <summary>Divided by the p-norm along a dimension, which counts as no less than <paramref name="eps"/>.</summary>
            public static Tensor normalize(Tensor input, double p = 2.0, long dim = 1L, double eps = 1e-12)
            {
                using Tensor norm = NormOp.Call([input, p, new[] { dim }, true]);
                using Tensor bounded = AtLeastOp.Call([norm, eps]);
                using Tensor divisor = ExpandAsOp.Call([bounded, input]);
                return DivideOp.Call([input, divisor]);
            }

            /// <summary>The cosine of the angle between vectors along a dimension.</summary>
            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-8) =>
                CosineSimilarityOp.Call([x1, x2, dim, eps]);
        }
    }
}
