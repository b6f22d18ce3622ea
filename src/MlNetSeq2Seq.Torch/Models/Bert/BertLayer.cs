using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Bert;

/// <summary>One post-norm Transformer layer under BERT's names.</summary>
internal sealed class BertLayer : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "attention")]
    private readonly BertAttention _attention;

    [ComponentName(Name = "intermediate")]
    private readonly BertIntermediate _intermediate;

    [ComponentName(Name = "output")]
    private readonly AddNorm _output;

    [ComponentName(Name = "adapter")]
    private readonly Adapter? _adapter;

    public BertLayer(BertSizes sizes, ComputePrecision precision)
        : base(nameof(BertLayer))
    {
        _attention = new BertAttention(sizes, precision);
        _intermediate = new BertIntermediate(sizes, precision);
        _output = new AddNorm(sizes.IntermediateSize, sizes.HiddenSize, sizes.HiddenDropout, sizes.LayerNormEpsilon, sizes.InitializerRange, precision);
        _adapter = Adapter.Of(sizes.HiddenSize, sizes.AdapterSize, sizes.InitializerRange, sizes.LayerNormEpsilon, precision);
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

    private Tensor FeedForward(Tensor hidden)
    {
        Tensor output = _output.forward(_intermediate.forward(hidden), hidden);
        return _adapter is null ? output : _adapter.forward(output);
    }
}
