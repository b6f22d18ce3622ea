using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Bert;

/// <summary>The attention half of a layer, under BERT's names <c>self</c> and <c>output</c>.</summary>
internal sealed class BertAttention : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "self")]
    private readonly SelfAttention _self;

    [ComponentName(Name = "output")]
    private readonly AddNorm _output;

    public BertAttention(BertSizes sizes, ComputePrecision precision)
        : base(nameof(BertAttention))
    {
        _self = new SelfAttention(sizes.HiddenSize, sizes.HeadCount, sizes.AttentionDropout, sizes.InitializerRange, precision);
        _output = new AddNorm(sizes.HiddenSize, sizes.HiddenSize, sizes.HiddenDropout, sizes.LayerNormEpsilon, sizes.InitializerRange, precision);
        RegisterComponents();
    }

    public SelfAttention Self => _self;

    public AddNorm Output => _output;

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden, Tensor mask) => _output.forward(_self.forward(hidden, mask), hidden);
}
