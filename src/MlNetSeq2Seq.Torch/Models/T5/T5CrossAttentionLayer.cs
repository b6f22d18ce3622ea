using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.T5;

/// <summary>A pre-norm sub-layer: attention of the decoder over the encoded source, without a bias for distances.</summary>
internal sealed class T5CrossAttentionLayer : Module<Tensor, Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "EncDecAttention")]
    private readonly T5Attention _attention;

    [ComponentName(Name = "layer_norm")]
    private readonly RmsNorm _norm;

    private readonly double _dropout;

    public T5CrossAttentionLayer(T5Config config, ComputePrecision precision)
        : base(nameof(T5CrossAttentionLayer))
    {
        _attention = new T5Attention(config, buckets: null, precision);
        _norm = new RmsNorm(config.HiddenSize, config.LayerNormEpsilon);
        _dropout = config.Dropout;
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="hidden">Shape [batch, length, hiddenSize], float32.</param>
    /// <param name="memory">The encoded sources, shape [batch, sourceLength, hiddenSize].</param>
    /// <param name="memoryMask">What is added to scores of sources, shape [batch, 1, 1, sourceLength]; null where nothing is padding.</param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor hidden, Tensor memory, Tensor? memoryMask) =>
        hidden.add(Dropouts.Apply(_attention.forward(_norm.forward(hidden), memory, memoryMask), _dropout, training));

    /// <summary>Keeps what the sub-layer sees of encoded sources.</summary>
    public void Read(Tensor memory, int layer, KeyValueCache cache)
    {
        (Tensor key, Tensor value) = _attention.KeyAndValue(memory);
        cache.KeepSource(layer, key, value);
    }

    /// <summary>The sub-layer over one token a row, shape [rows, 1, hiddenSize].</summary>
    public Tensor Write(Tensor hidden, int layer, KeyValueCache cache) =>
        hidden.add(_attention.Output(cache.AttendSource(layer, _attention.Query(_norm.forward(hidden)))));
}
