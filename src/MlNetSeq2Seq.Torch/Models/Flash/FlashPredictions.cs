using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Flash;

/// <summary>The output layer: logits over the vocabulary from normalised hidden states.</summary>
internal sealed class FlashPredictions : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "LayerNorm")]
    private readonly LayerNorm _norm;

    [ComponentName(Name = "decoder")]
    private readonly FlashOutput _output;

    public FlashPredictions(FlashConfig config, ComputePrecision precision)
        : base(nameof(FlashPredictions))
    {
        _norm = LayerNorm([config.HiddenSize], config.NormEpsilon);
        _output = new FlashOutput(config.VocabularySize, precision);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden, Tensor tokenWeight) => _output.forward(_norm.forward(hidden), tokenWeight);
}
