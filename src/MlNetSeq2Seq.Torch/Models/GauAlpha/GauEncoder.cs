using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.GauAlpha;

/// <summary>Embeddings and layers, under the names that JunnYu's weights have below <c>gau_alpha.</c>.</summary>
internal sealed class GauEncoder : Module<Tensor, Tensor, Tensor, VisibleKeys, Tensor>
{
    [ComponentName(Name = "embeddings")]
    private readonly GauEmbeddings _embeddings;

    [ComponentName(Name = "encoder")]
    private readonly GauLayerStack _stack;

    private readonly int _keySize;

    public GauEncoder(GauAlphaConfig config, ComputePrecision precision, ActivationRecomputation recomputation)
        : base(nameof(GauEncoder))
    {
        _keySize = config.KeySize;
        _embeddings = new GauEmbeddings(config);
        _stack = new GauLayerStack(config, precision, recomputation);
        RegisterComponents();
    }

    public GauEmbeddings Embeddings => _embeddings;

    public ModuleList<GauLayer> Layers => _stack.Layers;

    /// <inheritdoc/>
    /// <param name="ids">Shape [rows, length].</param>
    /// <param name="segments">Shape [rows, length].</param>
    /// <param name="positions">Shape [rows or 1, length].</param>
    /// <param name="visible">Who sees whom.</param>
    /// <returns>Shape [rows, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor ids, Tensor segments, Tensor positions, VisibleKeys visible) =>
        _stack.forward(_embeddings.forward(ids, segments), Rotary(positions), visible);

    /// <summary>What turns queries and keys at positions, shape [rows or 1, length].</summary>
    public RotaryPositions Rotary(Tensor positions) => new(positions, _keySize, RotaryPairs.Neighbours);
}
