using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Unilm;

/// <summary>One post-norm Transformer layer under BERT's names.</summary>
internal sealed class UnilmLayer : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "attention")]
    private readonly UnilmAttention _attention;

    [ComponentName(Name = "intermediate")]
    private readonly UnilmIntermediate _intermediate;

    [ComponentName(Name = "output")]
    private readonly AddNorm _output;

    public UnilmLayer(UnilmConfig config, ComputePrecision precision)
        : base(nameof(UnilmLayer))
    {
        _attention = new UnilmAttention(config, precision);
        _intermediate = new UnilmIntermediate(config, precision);
        _output = new AddNorm(config.IntermediateSize, config.HiddenSize, config.HiddenDropout, config.LayerNormEpsilon, config.InitializerRange, precision);
        RegisterComponents();
    }

    public SelfAttention Self => _attention.Self;

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden, Tensor mask) => FeedForward(_attention.forward(hidden, mask));

    /// <summary>The rest of the layer, given what attention gathered.</summary>
    /// <param name="hidden">The input of the layer, shape [batch, length, hiddenSize].</param>
    /// <param name="context">What attention gathered, shape [batch, length, hiddenSize].</param>
    /// <returns>The output of the layer, shape [batch, length, hiddenSize].</returns>
    public Tensor Finish(Tensor hidden, Tensor context) => FeedForward(_attention.Output.forward(context, hidden));

    private Tensor FeedForward(Tensor hidden) => _output.forward(_intermediate.forward(hidden), hidden);
}
