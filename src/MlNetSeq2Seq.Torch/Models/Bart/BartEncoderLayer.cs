using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Bart;

/// <summary>One post-norm layer of the encoder under BART's names.</summary>
internal sealed class BartEncoderLayer : Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "self_attn")]
    private readonly BartAttention _attention;

    [ComponentName(Name = "self_attn_layer_norm")]
    private readonly LayerNorm _attentionNorm;

    [ComponentName(Name = "fc1")]
    private readonly Projection _input;

    [ComponentName(Name = "fc2")]
    private readonly Projection _output;

    [ComponentName(Name = "final_layer_norm")]
    private readonly LayerNorm _norm;

    [ComponentName(Name = "adapter")]
    private readonly Adapter? _adapter;

    private readonly Func<Tensor, Tensor> _activation;
    private readonly double _dropout;
    private readonly double _activationDropout;

    public BartEncoderLayer(BartConfig config, ComputePrecision precision)
        : base(nameof(BartEncoderLayer))
    {
        (_dropout, _activationDropout, _activation) = (config.HiddenDropout, config.ActivationDropout, ActivationFunctions.Of(config.Activation));
        _attention = new BartAttention(config, config.EncoderHeadCount, precision);
        _attentionNorm = LayerNorm(config.HiddenSize);
        _input = new Projection(config.HiddenSize, config.EncoderIntermediateSize, hasBias: true, config.InitializerRange, precision);
        _output = new Projection(config.EncoderIntermediateSize, config.HiddenSize, hasBias: true, config.InitializerRange, precision);
        _norm = LayerNorm(config.HiddenSize);
        _adapter = Adapter.Of(config.HiddenSize, config.AdapterSize, config.InitializerRange, _norm.eps, precision);
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="hidden">Shape [batch, length, hiddenSize], float32.</param>
    /// <param name="mask">What is added to scores, shape [batch, 1, 1, length]; null where nothing is padding.</param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor hidden, Tensor? mask)
    {
        hidden = _attentionNorm.forward(hidden.add(Dropouts.Apply(_attention.forward(hidden, hidden, mask), _dropout, training)));
        Tensor inner = Dropouts.Apply(_activation(_input.forward(hidden)), _activationDropout, training);
        Tensor output = _norm.forward(hidden.add(Dropouts.Apply(_output.forward(inner), _dropout, training)));
        return _adapter is null ? output : _adapter.forward(output);
    }
}
