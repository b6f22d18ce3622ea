using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Flash;

/// <summary>Embeddings and layers, under the names that the published weights have below <c>flash.</c>.</summary>
internal sealed class FlashEncoder : Module<Tensor, FlashGroups, Tensor>
{
    [ComponentName(Name = "embeddings")]
    private readonly FlashEmbeddings _embeddings;

    [ComponentName(Name = "encoder")]
    private readonly FlashLayerStack _stack;

    public FlashEncoder(FlashConfig config, ComputePrecision precision, ActivationRecomputation recomputation)
        : base(nameof(FlashEncoder))
    {
        _embeddings = new FlashEmbeddings(config);
        _stack = new FlashLayerStack(config, precision, recomputation);
        RegisterComponents();
    }

    public FlashEmbeddings Embeddings => _embeddings;

    public ModuleList<FlashLayer> Layers => _stack.Layers;

    /// <inheritdoc/>
    /// <param name="ids">Shape [rows, length].</param>
    /// <param name="groups">How the rows are cut.</param>
    /// <returns>Shape [rows, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor ids, FlashGroups groups) =>
        _stack.forward(_embeddings.forward(ids, PositionAngles.Range(groups.Length, ids.device)), groups);
}
