using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Unilm;

/// <summary>The attention half of a layer, under BERT's names <c>self</c> and <c>output</c>.</summary>
internal sealed class UnilmAttention : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "self")]
    private readonly SelfAttention _self;

    [ComponentName(Name = "output")]
    private readonly AddNorm _output;

    public UnilmAttention(UnilmConfig config, ComputePrecision precision)
        : base(nameof(UnilmAttention))
    {
        _self = new SelfAttention(config.HiddenSize, config.HeadCount, config.AttentionDropout, config.InitializerRange, precision);
        _output = new AddNorm(config.HiddenSize, config.HiddenSize, config.HiddenDropout, config.LayerNormEpsilon, config.InitializerRange, precision);
        RegisterComponents();
    }

    public SelfAttention Self => _self;

    public AddNorm Output => _output;

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden, Tensor mask) => _output.forward(_self.forward(hidden, mask), hidden);
}
