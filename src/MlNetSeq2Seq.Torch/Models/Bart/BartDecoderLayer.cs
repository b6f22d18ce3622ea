using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Bart;

/// <summary>One post-norm layer of the decoder under BART's names: attention over itself, then over the encoder, then feed-forward.</summary>
internal sealed class BartDecoderLayer : Module<Tensor, Tensor, Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "self_attn")]
    private readonly BartAttention _self;

    [ComponentName(Name = "self_attn_layer_norm")]
    private readonly LayerNorm _selfNorm;

    [ComponentName(Name = "encoder_attn")]
    private readonly BartAttention _cross;

    [ComponentName(Name = "encoder_attn_layer_norm")]
    private readonly LayerNorm _crossNorm;

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

    public BartDecoderLayer(BartConfig config, ComputePrecision precision)
        : base(nameof(BartDecoderLayer))
    {
        (_dropout, _activationDropout, _activation) = (config.HiddenDropout, config.ActivationDropout, ActivationFunctions.Of(config.Activation));
        _self = new BartAttention(config, config.DecoderHeadCount, precision);
        _selfNorm = LayerNorm(config.HiddenSize);
        _cross = new BartAttention(config, config.DecoderHeadCount, precision);
        _crossNorm = LayerNorm(config.HiddenSize);
        _input = new Projection(config.HiddenSize, config.DecoderIntermediateSize, hasBias: true, config.InitializerRange, precision);
        _output = new Projection(config.DecoderIntermediateSize, config.HiddenSize, hasBias: true, config.InitializerRange, precision);
        _norm = LayerNorm(config.HiddenSize);
        _adapter = Adapter.Of(config.HiddenSize, config.AdapterSize, config.InitializerRange, _norm.eps, precision);
        RegisterComponents();
    }

    /// <summary>The layer over whole targets.</summary>
    /// <param name="hidden">Shape [batch, length, hiddenSize], float32.</param>
    /// <param name="mask">What is added to scores among targets, shape [1, 1, length, length].</param>
    /// <param name="memory">The encoded sources, shape [batch, sourceLength, hiddenSize].</param>
    /// <param name="memoryMask">What is added to scores of sources, shape [batch, 1, 1, sourceLength]; null where nothing is padding.</param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor hidden, Tensor mask, Tensor memory, Tensor? memoryMask)
    {
        hidden = AddNorm(_selfNorm, hidden, _self.forward(hidden, hidden, mask));
        hidden = AddNorm(_crossNorm, hidden, _cross.forward(hidden, memory, memoryMask));
        return FeedForward(hidden);
    }

    /// <summary>Keeps what the layer sees of encoded sources.</summary>
    public void Read(Tensor memory, int layer, KeyValueCache cache)
    {
        (Tensor key, Tensor value) = _cross.KeyAndValue(memory);
        cache.KeepSource(layer, key, value);
    }

    /// <summary>The layer over one token a row, shape [rows, 1, hiddenSize].</summary>
    public Tensor Write(Tensor hidden, int layer, KeyValueCache cache)
    {
        (Tensor key, Tensor value) = _self.KeyAndValue(hidden);
        hidden = AddNorm(_selfNorm, hidden, _self.Output(cache.AttendWritten(layer, _self.Query(hidden), key, value, mask: null)));
        hidden = AddNorm(_crossNorm, hidden, _cross.Output(cache.AttendSource(layer, _cross.Query(hidden))));
        return FeedForward(hidden);
    }

    private Tensor FeedForward(Tensor hidden)
    {
        Tensor inner = Dropouts.Apply(_activation(_input.forward(hidden)), _activationDropout, training);
        Tensor output = AddNorm(_norm, hidden, _output.forward(inner));
        return _adapter is null ? output : _adapter.forward(output);
    }

    private Tensor AddNorm(LayerNorm norm, Tensor residual, Tensor update) =>
        norm.forward(residual.add(Dropouts.Apply(update, _dropout, training)));
}
