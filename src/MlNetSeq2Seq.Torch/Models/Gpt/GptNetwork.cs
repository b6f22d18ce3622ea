using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Gpt;

/// <summary>Embeddings, layers and last LayerNorm, under the names that GPT-2's weights have below <c>transformer.</c>.</summary>
internal sealed class GptNetwork : Module<Tensor, Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "wte")]
    private readonly Embedding _tokens;

    [ComponentName(Name = "wpe")]
    private readonly Embedding _positions;

    [ComponentName(Name = "h")]
    private readonly ModuleList<GptBlock> _blocks;

    [ComponentName(Name = "ln_f")]
    private readonly LayerNorm _norm;

    private readonly double _dropout;

    private readonly ActivationRecomputation _recomputation;

    public GptNetwork(GptConfig config, ComputePrecision precision, ActivationRecomputation recomputation)
        : base(nameof(GptNetwork))
    {
        _tokens = EmbeddingTables.Normal(config.VocabularySize, config.HiddenSize, config.InitializerRange);
        _positions = EmbeddingTables.Normal(config.MaximumLength, config.HiddenSize, config.InitializerRange);
        _blocks = ModuleList(Enumerable.Range(0, config.LayerCount).Select(_ => new GptBlock(config, precision)).ToArray());
        _norm = LayerNorm(config.HiddenSize, config.LayerNormEpsilon, bias: config.HasBias);
        _dropout = config.EmbeddingDropout;
        _recomputation = recomputation;
        RegisterComponents();
    }

    /// <summary>The token embeddings, shape [vocabulary, hiddenSize]; the output layer shares them.</summary>
    public Parameter TokenWeight => _tokens.weight!;

    /// <summary>The hidden states of token ids.</summary>
    /// <param name="ids">Shape [batch, length].</param>
    /// <param name="positions">Shape [batch or 1, length].</param>
    /// <param name="mask">What is added to attention scores, shape [batch or 1, 1, length, length].</param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor ids, Tensor positions, Tensor mask)
    {
        Tensor hidden = Embed(ids, positions);
        foreach (GptBlock block in _blocks)
        {
            hidden = _recomputation.Run(block, inputs => block.forward(inputs[0], mask), hidden);
        }

        return _norm.forward(hidden);
    }

    /// <summary>The hidden states of the sources of a session, whose keys and values are kept; shapes as in <see cref="forward"/>.</summary>
    public Tensor Read(Tensor ids, Tensor positions, Tensor mask, KeyValueCache cache)
    {
        Tensor hidden = Embed(ids, positions);
        for (int layer = 0; layer < _blocks.Count; layer++)
        {
            hidden = _blocks[layer].Read(hidden, mask, layer, cache);
        }

        return _norm.forward(hidden);
    }

    /// <summary>The hidden states of one written token a row.</summary>
    /// <param name="ids">Shape [rows, 1].</param>
    /// <param name="positions">Shape [rows, 1].</param>
    /// <param name="cache">The keys and values so far.</param>
    /// <returns>Shape [rows, 1, hiddenSize].</returns>
    public Tensor Write(Tensor ids, Tensor positions, KeyValueCache cache)
    {
        Tensor hidden = Embed(ids, positions);
        for (int layer = 0; layer < _blocks.Count; layer++)
        {
            hidden = _blocks[layer].Write(hidden, layer, cache);
        }

        return _norm.forward(hidden);
    }

    private Tensor Embed(Tensor ids, Tensor positions) =>
        Dropouts.Apply(_tokens.forward(ids).add(_positions.forward(positions)), _dropout, training);
}
