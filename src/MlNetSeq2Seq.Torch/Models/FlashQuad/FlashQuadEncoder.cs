using MlNetSeq2Seq.Models.Gated;
using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.FlashQuad;

/// <summary>Embeddings and layers, under the names that the published weights have below <c>flash_quad.</c>.</summary>
internal sealed class FlashQuadEncoder : Module<Tensor, Tensor, GatedView, Tensor>
{
    [ComponentName(Name = "embeddings")]
    private readonly FlashQuadEmbeddings _embeddings;

    [ComponentName(Name = "encoder")]
    private readonly FlashQuadLayerStack _stack;

    private readonly int _keySize;

    public FlashQuadEncoder(FlashQuadConfig config, ComputePrecision precision, ActivationRecomputation recomputation)
        : base(nameof(FlashQuadEncoder))
    {
        _keySize = config.KeySize;
        _embeddings = new FlashQuadEmbeddings(config);
        _stack = new FlashQuadLayerStack(config, precision, recomputation);
        RegisterComponents();
    }

    public FlashQuadEmbeddings Embeddings => _embeddings;

    public ModuleList<FlashQuadLayer> Layers => _stack.Layers;

    /// <inheritdoc/>
    /// <param name="ids">Shape [rows, length].</param>
    /// <param name="segments">Shape [rows, length].</param>
    /// <param name="view">Who looks at whom.</param>
    /// <returns>Shape [rows, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor ids, Tensor segments, GatedView view) =>
        _stack.forward(_embeddings.forward(ids, segments, view.QueryPositions), Rotary(view.QueryPositions), view);

    /// <summary>What turns queries and keys at positions, shape [rows or 1, length].</summary>
    public RotaryPositions Rotary(Tensor positions) => new(positions, _keySize, RotaryPairs.Halves);
}
