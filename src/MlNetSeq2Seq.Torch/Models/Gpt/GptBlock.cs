using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Gpt;

/// <summary>One pre-norm Transformer layer under GPT-2's names.</summary>
internal sealed class GptBlock : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "ln_1")]
    private readonly LayerNorm _attentionNorm;

    [ComponentName(Name = "attn")]
    private readonly GptAttention _attention;

    [ComponentName(Name = "ln_2")]
    private readonly LayerNorm _feedForwardNorm;

    [ComponentName(Name = "mlp")]
    private readonly GptFeedForward _feedForward;

    [ComponentName(Name = "adapter")]
    private readonly Adapter? _adapter;

    private readonly double _dropout;

    public GptBlock(GptConfig config, ComputePrecision precision)
        : base(nameof(GptBlock))
    {
        _attentionNorm = LayerNorm(config.HiddenSize, config.LayerNormEpsilon, bias: config.HasBias);
        _attention = new GptAttention(config, precision);
        _feedForwardNorm = LayerNorm(config.HiddenSize, config.LayerNormEpsilon, bias: config.HasBias);
        _feedForward = new GptFeedForward(config, precision);
        _adapter = Adapter.Of(config.HiddenSize, config.AdapterSize, config.InitializerRange, config.LayerNormEpsilon, precision);
        _dropout = config.ResidualDropout;
        RegisterComponents();
    }

    /// <summary>
    /// The initial deviation of weights whose result is added to the residual: smaller, because two such results a layer add up.
    /// Source: Radford et al. (2019), section 2.3.
    /// </summary>
    public static double ResidualRange(GptConfig config) => config.InitializerRange / Math.Sqrt(2.0 * config.LayerCount);

    /// <summary>The layer over whole sequences.</summary>
    /// <param name="hidden">Shape [batch, length, hiddenSize], float32.</param>
    /// <param name="mask">What is added to attention scores, shape [batch or 1, 1, length, length].</param>
    /// <returns>Shape [batch, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor hidden, Tensor mask) => FeedForward(Add(hidden, _attention.forward(_attentionNorm.forward(hidden), mask)));

    /// <summary>The layer over the sources of a session, whose keys and values are kept.</summary>
    public Tensor Read(Tensor hidden, Tensor mask, int layer, KeyValueCache cache)
    {
        (Tensor query, Tensor key, Tensor value) = _attention.Project(_attentionNorm.forward(hidden));
        cache.KeepSource(layer, key, value);
        return FeedForward(Add(hidden, _attention.Attend(query, key, value, mask)));
    }

    /// <summary>The layer over one written token a row.</summary>
    public Tensor Write(Tensor hidden, int layer, KeyValueCache cache)
    {
        (Tensor query, Tensor key, Tensor value) = _attention.Project(_attentionNorm.forward(hidden));
        return FeedForward(Add(hidden, _attention.Output(cache.AttendBoth(layer, query, key, value, mask: null))));
    }

    private Tensor FeedForward(Tensor hidden)
    {
        Tensor output = Add(hidden, _feedForward.forward(_feedForwardNorm.forward(hidden)));
        return _adapter is null ? output : _adapter.forward(output);
    }

    // bfloat16 plus float32 is float32
    private Tensor Add(Tensor residual, Tensor update) => residual.add(Dropouts.Apply(update, _dropout, training));
}
