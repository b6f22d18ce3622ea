using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Modules;

/// <summary>
/// Multi-head scaled dot-product self-attention without its output projection. Names as in BERT: <c>query</c>, <c>key</c>,
/// <c>value</c>. Source: Vaswani et al., arXiv 1706.03762, section 3.2.
/// </summary>
public sealed class SelfAttention : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "query")]
    private readonly Projection _query;

    [ComponentName(Name = "key")]
    private readonly Projection _key;

    [ComponentName(Name = "value")]
    private readonly Projection _value;

    private readonly ComputePrecision _precision;
    private readonly long _heads;
    private readonly long _headSize;
    private readonly double _dropout;
    private readonly Scalar _scale;

    /// <summary>Makes an attention layer.</summary>
    /// <param name="hiddenSize">The width of the hidden states; a multiple of <paramref name="heads"/>.</param>
    /// <param name="heads">The number of heads.</param>
    /// <param name="dropout">The share of attention weights dropped in training, in [0, 1).</param>
    /// <param name="initializerRange">The standard deviation of the initial weights.</param>
    /// <param name="precision">The precision of the model.</param>
    public SelfAttention(long hiddenSize, long heads, double dropout, double initializerRange, ComputePrecision precision)
        : base(nameof(SelfAttention))
    {
        (_precision, _heads, _headSize, _dropout) = (precision, heads, hiddenSize / heads, dropout);
        _scale = 1 / Math.Sqrt(_headSize);
        _query = new Projection(hiddenSize, hiddenSize, hasBias: true, initializerRange, precision);
        _key = new Projection(hiddenSize, hiddenSize, hasBias: true, initializerRange, precision);
        _value = new Projection(hiddenSize, hiddenSize, hasBias: true, initializerRange, precision);
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="hidden">Shape [batch, length, hiddenSize].</param>
    /// <param name="mask">What is added to the scores, shape [batch or 1, 1, length or 1, length], float32.</param>
    /// <returns>Shape [batch, length, hiddenSize].</returns>
    public override Tensor forward(Tensor hidden, Tensor mask)
    {
        (Tensor query, Tensor key, Tensor value) = Project(hidden);
        return Merge(matmul(Weights(matmul(query, key.transpose(-1, -2)), mask), value));
    }

    /// <summary>Queries (already scaled), keys and values of hidden states.</summary>
    /// <param name="hidden">Shape [batch, length, hiddenSize].</param>
    /// <returns>Three tensors of shape [batch, heads, length, headSize].</returns>
    internal (Tensor Query, Tensor Key, Tensor Value) Project(Tensor hidden)
    {
        // The scale goes to the queries: there are fewer of them than scores.
        return (Split(_query.forward(hidden).mul(_scale)), Split(_key.forward(hidden)), Split(_value.forward(hidden)));
    }

    /// <summary>Attention weights from scores.</summary>
    /// <param name="scores">Shape [batch, heads, queries, keys].</param>
    /// <param name="mask">What is added to them, broadcast; null where every key may be seen.</param>
    /// <returns>Shape [batch, heads, queries, keys], in the precision of the model.</returns>
    internal Tensor Weights(Tensor scores, Tensor? mask)
    {
        Tensor masked = mask is null ? scores : scores.add(mask); // bfloat16 plus float32 is float32
        Tensor weights = F.softmax(masked, -1, ScalarType.Float32);
        if (training && _dropout > 0)
        {
            weights = F.dropout(weights, _dropout, training: true);
        }

        return _precision.Cast(weights);
    }

    /// <summary>Puts the heads side by side.</summary>
    /// <param name="context">Shape [batch, heads, length, headSize].</param>
    /// <returns>Shape [batch, length, heads * headSize].</returns>
    internal static Tensor Merge(Tensor context)
    {
        long[] shape = context.shape;
        return context.transpose(1, 2).reshape(shape[0], shape[2], shape[1] * shape[3]);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _scale.Dispose();
        }

        base.Dispose(disposing);
    }

    private Tensor Split(Tensor projected)
    {
        long[] shape = projected.shape;
        return projected.view(shape[0], shape[1], _heads, _headSize).transpose(1, 2); // [batch, heads, length, headSize]
    }
}
