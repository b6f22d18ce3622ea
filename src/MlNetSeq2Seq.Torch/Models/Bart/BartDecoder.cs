using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Bart;

/// <summary>The decoder, but for the token embeddings, which both sides share.</summary>
internal sealed class BartDecoder : Module<Tensor, Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "embed_positions")]
    private readonly Embedding _positions;

    [ComponentName(Name = "layers")]
    private readonly ModuleList<BartDecoderLayer> _layers;

    [ComponentName(Name = "layernorm_embedding")]
    private readonly LayerNorm _norm;

    private readonly double _dropout;

    private readonly ActivationRecomputation _recomputation;

    public BartDecoder(BartConfig config, ComputePrecision precision, ActivationRecomputation recomputation)
        : base(nameof(BartDecoder))
    {
        _positions = BartEmbeddings.Positions(config);
        _layers = ModuleList(Enumerable.Range(0, config.DecoderLayerCount).Select(_ => new BartDecoderLayer(config, precision)).ToArray());
        _norm = LayerNorm(config.HiddenSize);
        _dropout = config.HiddenDropout;
        _recomputation = recomputation;
        RegisterComponents();
    }

    /// <summary>The hidden states of whole targets.</summary>
    /// <param name="tokens">Token embeddings, shape [batch, length, hiddenSize].</param>
    /// <param name="memory">The encoded sources, shape [batch, sourceLength, hiddenSize].</param>
    /// <param name="memoryMask">What is added to scores of sources, shape [batch, 1, 1, sourceLength]; null where nothing is padding.</param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor tokens, Tensor memory, Tensor? memoryMask)
    {
        // Of targets, too, padding stands behind the tokens, where a causal mask hides it.
        Tensor mask = AttentionMasks.Causal(tokens.shape[1], tokens.device); // [1, 1, length, length]
        Tensor hidden = Dropouts.Apply(BartEmbeddings.Sum(tokens, start: 0, _positions, _norm), _dropout, training);
        foreach (BartDecoderLayer layer in _layers)
        {
            hidden = _recomputation.Run(layer, inputs => layer.forward(inputs[0], mask, inputs[1], memoryMask), hidden, memory);
        }

        return hidden;
    }

    /// <summary>Keeps what the layers see of encoded sources.</summary>
    public void Read(Tensor memory, KeyValueCache cache)
    {
        for (int layer = 0; layer < _layers.Count; layer++)
        {
            _layers[layer].Read(memory, layer, cache);
        }
    }

    /// <summary>The hidden states of one token a row.</summary>
    /// <param name="tokens">Token embeddings, shape [rows, 1, hiddenSize].</param>
    /// <param name="position">The position of the token.</param>
    /// <param name="cache">The keys and values so far.</param>
    /// <returns>Shape [rows, 1, hiddenSize].</returns>
    public Tensor Write(Tensor tokens, int position, KeyValueCache cache)
    {
        Tensor hidden = BartEmbeddings.Sum(tokens, position, _positions, _norm);
        for (int layer = 0; layer < _layers.Count; layer++)
        {
            hidden = _layers[layer].Write(hidden, layer, cache);
        }

        return hidden;
    }
}
