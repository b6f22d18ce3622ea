using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Gpt;

/// <summary>The feed-forward layer, under GPT-2's names <c>c_fc</c> and <c>c_proj</c>.</summary>
internal sealed class GptFeedForward : Module<Tensor, Tensor>
{
    [ComponentName(Name = "c_fc")]
    private readonly Projection _input;

    [ComponentName(Name = "c_proj")]
    private readonly Projection _output;

    private readonly Func<Tensor, Tensor> _activation;

    public GptFeedForward(GptConfig config, ComputePrecision precision)
        : base(nameof(GptFeedForward))
    {
        const int widening = 4;
        int width = config.IntermediateSize ?? (widening * config.HiddenSize);
        _activation = ActivationFunctions.Of(config.Activation);
        _input = new Projection(config.HiddenSize, width, config.HasBias, config.InitializerRange, precision);
        _output = new Projection(width, config.HiddenSize, config.HasBias, GptBlock.ResidualRange(config), precision);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden) => _output.forward(_activation(_input.forward(hidden)));
}
