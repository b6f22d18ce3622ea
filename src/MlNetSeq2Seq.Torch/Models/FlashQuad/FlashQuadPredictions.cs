using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.FlashQuad;

/// <summary>The output layer: logits over the vocabulary from hidden states, on weights shared with the token embeddings.</summary>
internal sealed class FlashQuadPredictions : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "bias")]
    private readonly Parameter _bias;

    [ComponentName(Name = "transform")]
    private readonly FlashQuadTransform _transform;

    private readonly ComputePrecision _precision;

    public FlashQuadPredictions(FlashQuadConfig config, ComputePrecision precision)
        : base(nameof(FlashQuadPredictions))
    {
        _precision = precision;
        _bias = new Parameter(zeros(config.VocabularySize));
        _transform = new FlashQuadTransform(config, precision);
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="hidden">Shape [..., hiddenSize].</param>
    /// <param name="tokenWeight">The token embeddings, shape [vocabulary, hiddenSize].</param>
    /// <returns>Logits, shape [..., vocabulary], float32.</returns>
    public override Tensor forward(Tensor hidden, Tensor tokenWeight) =>
        Projection.Apply(_precision.Cast(_transform.forward(hidden)), _precision.Cast(tokenWeight), _precision.Cast(_bias)).to(ScalarType.Float32);
}
