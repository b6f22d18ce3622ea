using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Unilm;

/// <summary>What BERT's weights hold below <c>cls.</c>.</summary>
internal sealed class UnilmHeads : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "predictions")]
    private readonly UnilmPredictions _predictions;

    public UnilmHeads(UnilmConfig config, ComputePrecision precision)
        : base(nameof(UnilmHeads))
    {
        _predictions = new UnilmPredictions(config, precision);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden, Tensor tokenWeight) => _predictions.forward(hidden, tokenWeight);
}
