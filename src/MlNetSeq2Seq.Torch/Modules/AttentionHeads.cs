using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Modules;

/// <summary>
/// Scaled dot-product attention of several heads, without the projections before and after it, which every architecture names
/// its own way. Source: Vaswani et al., arXiv 1706.03762, section 3.2.
/// </summary>
internal static class AttentionHeads
{
    /// <summary>Takes the heads apart.</summary>
    /// <param name="projected">Shape [batch, length, heads * headSize].</param>
    /// <param name="heads">The number of heads.</param>
    /// <returns>Shape [batch, heads, length, headSize].</returns>
    public static Tensor Split(Tensor projected, long heads)
    {
        long[] shape = projected.shape;
        return projected.view(shape[0], shape[1], heads, shape[2] / heads).transpose(1, 2);
    }

    /// <summary>Puts the heads side by side.</summary>
    /// <param name="context">Shape [batch, heads, length, headSize].</param>
    /// <returns>Shape [batch, length, heads * headSize].</returns>
    public static Tensor Merge(Tensor context)
    {
        long[] shape = context.shape;
        return context.transpose(1, 2).reshape(shape[0], shape[2], shape[1] * shape[3]);
    }

    /// <summary>Attention weights from scores.</summary>
    /// <param name="scores">Shape [batch, heads, queries, keys].</param>
    /// <param name="mask">What is added to them, broadcast; null where every key may be seen.</param>
    /// <param name="dropout">The share of weights dropped now: 0 outside training.</param>
    /// <param name="precision">The precision of the model.</param>
    /// <returns>Shape [batch, heads, queries, keys], in the precision of the model.</returns>
    public static Tensor Weights(Tensor scores, Tensor? mask, double dropout, ComputePrecision precision)
    {
        Tensor masked = mask is null ? scores : scores.add(mask); // bfloat16 plus float32 is float32
        Tensor weights = AttentionCapture.Seen(F.softmax(masked, -1, ScalarType.Float32));
        return precision.Cast(dropout > 0 ? F.dropout(weights, dropout, training: true) : weights);
    }

    /// <summary>What the queries gather of the values.</summary>
    /// <param name="query">Shape [batch, heads, queries, headSize], already scaled.</param>
    /// <param name="key">Shape [batch, heads, keys, headSize].</param>
    /// <param name="value">Shape [batch, heads, keys, headSize].</param>
    /// <param name="mask">What is added to the scores, broadcast; null where every key may be seen.</param>
    /// <param name="dropout">The share of weights dropped now: 0 outside training.</param>
    /// <param name="precision">The precision of the model.</param>
    /// <returns>Shape [batch, queries, heads * headSize].</returns>
    public static Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor? mask, double dropout, ComputePrecision precision) =>
        Merge(matmul(Weights(matmul(query, key.transpose(-1, -2)), mask, dropout, precision), value));
}
