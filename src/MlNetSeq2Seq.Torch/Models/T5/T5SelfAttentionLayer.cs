using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.T5;

/// <summary>A pre-norm sub-layer: attention of a sequence over itself.</summary>
internal sealed class T5SelfAttentionLayer : Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "SelfAttention")]
    private readonly T5Attention _attention;

    [ComponentName(Name = "layer_norm")]
    private readonly RmsNorm _norm;

    private readonly double _dropout;

    public T5SelfAttentionLayer(T5Config config, RelativeBuckets? buckets, ComputePrecision precision)
        : base(nameof(T5SelfAttentionLayer))
    {
        _attention = new T5Attention(config, buckets, precision);
        _norm = new RmsNorm(config.HiddenSize, config.LayerNormEpsilon);
        _dropout = config.Dropout;
        RegisterComponents();
    }

    public T5Attention Attention => _attention;

    /// <inheritdoc/>
    /// <param name="hidden">Shape [batch, length, hiddenSize], float32.</param>
    /// <param name="mask">What is added to scores, broadcast to [batch, heads, length, length].</param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor hidden, Tensor? mask)
    {
        Tensor normed = _norm.forward(hidden);
        return hidden.add(Dropouts.Apply(_attention.forward(normed, normed, mask), _dropout, training));
    }

    /// <summary>The sub-layer over one token a row, shape [rows, 1, hiddenSize].</summary>
    public Tensor Write(Tensor hidden, Tensor bias, int layer, KeyValueCache cache)
    {
        Tensor normed = _norm.forward(hidden);
        (Tensor key, Tensor value) = _attention.KeyAndValue(normed);
        return hidden.add(_attention.Output(cache.AttendWritten(layer, _attention.Query(normed), key, value, bias)));
    }
}
