#nullable enable
using System;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op MatmulOp = new("matmul");
            private static readonly Op TransposeOp = new("transpose.int");
            private static readonly Op ScaleOp = new("mul.Scalar");
            private static readonly Op AddOp = new("add.Tensor");
            private static readonly Op MaskedFillOp = new("masked_fill.Scalar");
            private static readonly Op NotOp = new("logical_not");
            private static readonly Op UnequalOp = new("ne.Scalar");
            private static readonly Op AnyOp = new("any.dim");
            private static readonly Op AllOp = new("all");
            private static readonly Op OnesOp = new("ones");
            private static readonly Op TrilOp = new("tril");

            /// <summary>softmax(query x key^T / sqrt(size) + mask) x value.</summary>
            /// <param name="attn_mask">A boolean mask is true where a key may be seen; any other is added to the scores.</param>
            /// <param name="p">The probability with which an attention weight is dropped, also in evaluation.</param>
            /// <param name="is_casual">Whether a query sees only keys up to its own position.</param>
            /// <remarks>Composed of its parts: the version of libtorch underneath has no such operator. A query that sees no key gets zeros.</remarks>
            public static Tensor scaled_dot_product_attention(
                Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0.0, bool is_casual = false)
            {
                if (p < 0)
                {
                    throw new ArgumentException("Dropout probability must be greater than or equal to zero.");
                }

                if (is_casual && attn_mask is not null)
                {
                    throw new ArgumentException("Casual attention masking cannot pass a mask.");
                }

                using Tensor? causal = is_casual ? Triangle(query.size(-2), key.size(-2), query.device) : null;
                Tensor? mask = attn_mask ?? causal;
                using Tensor? blind = attn_mask is null ? null : RowsThatSeeNothing(attn_mask);

                // Half of the scale on either side keeps the scores small before the product, as PyTorch does.
                double scale = Math.Pow(query.size(-1), -0.25);
                using Tensor scaledQuery = ScaleOp.Call([query, scale]);
                using Tensor keyTransposed = TransposeOp.Call([key, -2L, -1L]);
                using Tensor scaledKey = ScaleOp.Call([keyTransposed, scale]);
                using Tensor scores = MatmulOp.Call([scaledQuery, scaledKey]);
                using Tensor? masked = mask is null ? null : Masked(scores, mask);
                using Tensor? finite = blind is null ? null : MaskedFillOp.Call([masked, blind, 0.0]);
                using Tensor weights = SoftmaxOp.Call([finite ?? masked ?? scores, -1L]);
                using Tensor? seeing = blind is null ? null : MaskedFillOp.Call([weights, blind, 0.0]);
                using Tensor? dropped = p > 0 ? DropoutOp.Call([seeing ?? weights, p, true]) : null;
                return MatmulOp.Call([dropped ?? seeing ?? weights, value]);
            }

            private static Tensor Triangle(long rows, long columns, Device device)
            {
                using Tensor ones = OnesOp.Call([new[] { rows, columns }, ScalarType.Bool, Arg.None, device]);
                return TrilOp.Call([ones]);
            }

            private static Tensor Masked(Tensor scores, Tensor mask)
            {
                if (mask.dtype != ScalarType.Bool)
                {
                    return AddOp.Call([scores, mask]);
                }

                using Tensor hidden = NotOp.Call([mask]);
                return MaskedFillOp.Call([scores, hidden, double.NegativeInfinity]);
            }

            // Queries to which the mask leaves no key: their result is zero, where a softmax gives 0 / 0. Null if there are none.
            private static Tensor? RowsThatSeeNothing(Tensor mask)
            {
                using Tensor visible = mask.dtype == ScalarType.Bool ? mask.alias() : UnequalOp.Call([mask, double.NegativeInfinity]);
                using Tensor sees = AnyOp.Call([visible, -1L, true]);
                using Tensor all = AllOp.Call([sees]);
                return all.item<bool>() ? null : NotOp.Call([sees]);
            }
        }
    }
}
