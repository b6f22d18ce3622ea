using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

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
        (_precision, _heads, _dropout) = (precision, heads, dropout);
        _scale = 1 / Math.Sqrt(hiddenSize / heads);
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
        return Attend(query, key, value, mask);
    }

    /// <summary>Queries (already scaled), keys and values of hidden states.</summary>
    /// <param name="hidden">Shape [batch, length, hiddenSize].</param>
    /// <returns>Three tensors of shape [batch, heads, length, headSize].</returns>
    internal (Tensor Query, Tensor Key, Tensor Value) Project(Tensor hidden) => Project(hidden, hidden);

    /// <summary>Queries (already scaled) of some hidden states, keys and values of others.</summary>
    /// <param name="asking">The hidden states that ask, shape [batch, queries, hiddenSize].</param>
    /// <param name="seen">Those that they look at, shape [batch, keys, hiddenSize].</param>
    /// <returns>Tensors of shape [batch, heads, queries, headSize], [batch, heads, keys, headSize] and again that.</returns>
    internal (Tensor Query, Tensor Key, Tensor Value) Project(Tensor asking, Tensor seen)
    {
        // The scale goes to the queries: there are fewer of them than scores.
        return (
            AttentionHeads.Split(_query.forward(asking).mul(_scale), _heads),
            AttentionHeads.Split(_key.forward(seen), _heads),
            AttentionHeads.Split(_value.forward(seen), _heads));
    }

    /// <summary>What queries gather of values.</summary>
    /// <param name="query">Shape [batch, heads, queries, headSize], already scaled.</param>
    /// <param name="key">Shape [batch, heads, keys, headSize].</param>
    /// <param name="value">Shape [batch, heads, keys, headSize].</param>
    /// <param name="mask">What is added to the scores, broadcast; null where every key may be seen.</param>
    /// <returns>Shape [batch, queries, hiddenSize].</returns>
    internal Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor? mask) =>
        AttentionHeads.Attend(query, key, value, mask, training ? _dropout : 0, _precision);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _scale.Dispose();
        }

        base.Dispose(disposing);
    }
}
