using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.T5;

/// <summary>The decoder, but for the token embeddings, which both sides share.</summary>
internal sealed class T5Decoder : Module<Tensor, Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "block")]
    private readonly ModuleList<T5DecoderBlock> _blocks;

    [ComponentName(Name = "final_layer_norm")]
    private readonly RmsNorm _norm;

    private readonly double _dropout;

    private readonly ActivationRecomputation _recomputation;

    public T5Decoder(T5Config config, ComputePrecision precision, ActivationRecomputation recomputation)
        : base(nameof(T5Decoder))
    {
        // The first layer has the bias for distances; the others use it too.
        var buckets = new RelativeBuckets(IsBidirectional: false, config.BucketCount, config.MaximumDistance);
        LayerCount = config.DecoderLayerCount ?? config.EncoderLayerCount;
        _blocks = ModuleList(Enumerable.Range(0, LayerCount).Select(layer => new T5DecoderBlock(config, layer == 0 ? buckets : null, precision)).ToArray());
        _norm = new RmsNorm(config.HiddenSize, config.LayerNormEpsilon);
        _dropout = config.Dropout;
        _recomputation = recomputation;
        RegisterComponents();
    }

    public int LayerCount { get; }

    private T5Attention First => _blocks[0].Attention.Attention;

    /// <summary>The hidden states of whole targets.</summary>
    /// <param name="tokens">Token embeddings, shape [batch, length, hiddenSize].</param>
    /// <param name="memory">The encoded sources, shape [batch, sourceLength, hiddenSize].</param>
    /// <param name="memoryMask">What is added to scores of sources, shape [batch, 1, 1, sourceLength]; null where nothing is padding.</param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor tokens, Tensor memory, Tensor? memoryMask)
    {
        int length = (int)tokens.shape[1];

        // Of targets, too, padding stands behind the tokens, where a causal mask hides it.
        Tensor mask = First.Bias(firstQuery: 0, length, length, tokens.device).add(AttentionMasks.Causal(length, tokens.device)); // [1, heads, length, length]
        Tensor hidden = Dropouts.Apply(tokens, _dropout, training);
        foreach (T5DecoderBlock block in _blocks)
        {
            hidden = _recomputation.Run(block, inputs => block.forward(inputs[0], inputs[1], inputs[2], memoryMask), hidden, mask, memory);
        }

        return Dropouts.Apply(_norm.forward(hidden), _dropout, training);
    }

    /// <summary>Keeps what the layers see of encoded sources.</summary>
    public void Read(Tensor memory, KeyValueCache cache)
    {
        for (int layer = 0; layer < _blocks.Count; layer++)
        {
            _blocks[layer].Read(memory, layer, cache);
        }
    }

    /// <summary>The hidden states of one token a row.</summary>
    /// <param name="tokens">Token embeddings, shape [rows, 1, hiddenSize].</param>
    /// <param name="position">The position of the token.</param>
    /// <param name="cache">The keys and values so far.</param>
    /// <returns>Shape [rows, 1, hiddenSize].</returns>
    public Tensor Write(Tensor tokens, int position, KeyValueCache cache)
    {
        Tensor bias = First.Bias(position, queries: 1, position + 1, tokens.device); // [1, heads, 1, position + 1]
        Tensor hidden = tokens;
        for (int layer = 0; layer < _blocks.Count; layer++)
        {
            hidden = _blocks[layer].Write(hidden, bias, layer, cache);
        }

        return _norm.forward(hidden);
    }
}
