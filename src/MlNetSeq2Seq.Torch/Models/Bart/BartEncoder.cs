using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Bart;

/// <summary>The encoder, but for the token embeddings, which both sides share.</summary>
internal sealed class BartEncoder : Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "embed_positions")]
    private readonly Embedding _positions;

    [ComponentName(Name = "layers")]
    private readonly ModuleList<BartEncoderLayer> _layers;

    [ComponentName(Name = "layernorm_embedding")]
    private readonly LayerNorm _norm;

    private readonly double _dropout;

    private readonly ActivationRecomputation _recomputation;

    public BartEncoder(BartConfig config, ComputePrecision precision, ActivationRecomputation recomputation)
        : base(nameof(BartEncoder))
    {
        _positions = BartEmbeddings.Positions(config);
        _layers = ModuleList(Enumerable.Range(0, config.EncoderLayerCount).Select(_ => new BartEncoderLayer(config, precision)).ToArray());
        _norm = LayerNorm(config.HiddenSize);
        _dropout = config.HiddenDropout;
        _recomputation = recomputation;
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="tokens">Token embeddings, shape [batch, length, hiddenSize].</param>
    /// <param name="mask">What is added to scores, shape [batch, 1, 1, length]; null where nothing is padding.</param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor tokens, Tensor? mask)
    {
        Tensor hidden = Dropouts.Apply(BartEmbeddings.Sum(tokens, start: 0, _positions, _norm), _dropout, training);
        foreach (BartEncoderLayer layer in _layers)
        {
            hidden = _recomputation.Run(layer, inputs => layer.forward(inputs[0], mask), hidden);
        }

        return hidden;
    }
}
