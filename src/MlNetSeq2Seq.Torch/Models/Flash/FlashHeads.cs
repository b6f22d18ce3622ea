using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Flash;

/// <summary>What the published weights hold below <c>cls.</c>.</summary>
internal sealed class FlashHeads : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "predictions")]
    private readonly FlashPredictions _predictions;

    public FlashHeads(FlashConfig config, ComputePrecision precision)
        : base(nameof(FlashHeads))
    {
        _predictions = new FlashPredictions(config, precision);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden, Tensor tokenWeight) => _predictions.forward(hidden, tokenWeight);
}
