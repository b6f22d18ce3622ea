using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Flash;

/// <summary>Products with the token embeddings, whose weights it shares, and a bias. Name: <c>bias</c>.</summary>
internal sealed class FlashOutput : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "bias")]
    private readonly Parameter _bias;

    private readonly ComputePrecision _precision;

    public FlashOutput(int vocabularySize, ComputePrecision precision)
        : base(nameof(FlashOutput))
    {
        _precision = precision;
        _bias = new Parameter(zeros(vocabularySize));
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="hidden">Shape [..., hiddenSize].</param>
    /// <param name="tokenWeight">The token embeddings, shape [vocabulary, hiddenSize].</param>
    /// <returns>Shape [..., vocabulary], float32.</returns>
    public override Tensor forward(Tensor hidden, Tensor tokenWeight) =>
        Projection.Apply(_precision.Cast(hidden), _precision.Cast(tokenWeight), _precision.Cast(_bias)).to(ScalarType.Float32);
}
