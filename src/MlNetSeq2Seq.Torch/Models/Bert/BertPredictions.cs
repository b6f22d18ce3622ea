using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Bert;

/// <summary>The output layer: logits over the vocabulary from hidden states, on weights shared with the token embeddings.</summary>
internal sealed class BertPredictions : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "bias")]
    private readonly Parameter _bias;

    [ComponentName(Name = "transform")]
    private readonly BertTransform _transform;

    private readonly ComputePrecision _precision;

    public BertPredictions(BertSizes sizes, ComputePrecision precision)
        : base(nameof(BertPredictions))
    {
        _precision = precision;
        _bias = new Parameter(zeros(sizes.VocabularySize));
        _transform = new BertTransform(sizes, precision);
        RegisterComponents();
    }

    /// <summary>The score of every token of the vocabulary at every position.</summary>
    /// <param name="hidden">Shape [..., hiddenSize].</param>
    /// <param name="tokenWeight">The token embeddings, shape [vocabulary, hiddenSize].</param>
    /// <returns>Logits, shape [..., vocabulary], float32.</returns>
    public override Tensor forward(Tensor hidden, Tensor tokenWeight) =>
        Projection.Apply(_transform.forward(hidden), tokenWeight, _bias, _precision);
}
