using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.T5;

/// <summary>The encoder, but for the token embeddings, which both sides share.</summary>
internal sealed class T5Encoder : Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "block")]
    private readonly ModuleList<T5EncoderBlock> _blocks;

    [ComponentName(Name = "final_layer_norm")]
    private readonly RmsNorm _norm;

    private readonly double _dropout;

    private readonly ActivationRecomputation _recomputation;

    public T5Encoder(T5Config config, ComputePrecision precision, ActivationRecomputation recomputation)
        : base(nameof(T5Encoder))
    {
        // The first layer has the bias for distances; the others use it too.
        var buckets = new RelativeBuckets(IsBidirectional: true, config.BucketCount, config.MaximumDistance);
        _blocks = ModuleList(Enumerable.Range(0, config.EncoderLayerCount)
            .Select(layer => new T5EncoderBlock(config, layer == 0 ? buckets : null, precision)).ToArray());
        _norm = new RmsNorm(config.HiddenSize, config.LayerNormEpsilon);
        _dropout = config.Dropout;
        _recomputation = recomputation;
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="tokens">Token embeddings, shape [batch, length, hiddenSize].</param>
    /// <param name="mask">What is added to scores, shape [batch, 1, 1, length]; null where nothing is padding.</param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor tokens, Tensor? mask)
    {
        int length = (int)tokens.shape[1];
        Tensor bias = _blocks[0].Attention.Attention.Bias(firstQuery: 0, length, length, tokens.device); // [1, heads, length, length]
        Tensor both = mask is null ? bias : bias.add(mask); // [batch or 1, heads, length, length]
        Tensor hidden = Dropouts.Apply(tokens, _dropout, training);
        foreach (T5EncoderBlock block in _blocks)
        {
            hidden = _recomputation.Run(block, inputs => block.forward(inputs[0], inputs[1]), hidden, both);
        }

        return Dropouts.Apply(_norm.forward(hidden), _dropout, training);
    }
}
