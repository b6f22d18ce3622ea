using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.FlashQuad;

/// <summary>What the published weights hold below <c>cls.</c>.</summary>
internal sealed class FlashQuadHeads : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "predictions")]
    private readonly FlashQuadPredictions _predictions;

    public FlashQuadHeads(FlashQuadConfig config, ComputePrecision precision)
        : base(nameof(FlashQuadHeads))
    {
        _predictions = new FlashQuadPredictions(config, precision);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden, Tensor tokenWeight) => _predictions.forward(hidden, tokenWeight);
}
