using MlNetSeq2Seq.Modules;
using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Bart;

/// <summary>
/// Attention of one sequence over itself or over another, under BART's names <c>q_proj</c>, <c>k_proj</c>, <c>v_proj</c>, <c>out_proj</c>.
/// </summary>
internal sealed class BartAttention : Module<Tensor, Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "k_proj")]
    private readonly Projection _key;

    [ComponentName(Name = "v_proj")]
    private readonly Projection _value;

    [ComponentName(Name = "q_proj")]
    private readonly Projection _query;

    [ComponentName(Name = "out_proj")]
    private readonly Projection _output;

    private readonly ComputePrecision _precision;
    private readonly int _heads;
    private readonly double _dropout;
    private readonly Scalar _scale;

    public BartAttention(BartConfig config, int heads, ComputePrecision precision)
        : base(nameof(BartAttention))
    {
        (_precision, _heads, _dropout) = (precision, heads, config.AttentionDropout);
        _scale = 1 / Math.Sqrt(config.HiddenSize / heads);
        _key = Square(config, precision);
        _value = Square(config, precision);
        _query = Square(config, precision);
        _output = Square(config, precision);
        RegisterComponents();
    }

    /// <summary>What each query gathers.</summary>
    /// <param name="hidden">What asks, shape [batch, queries, hiddenSize].</param>
    /// <param name="memory">What is looked at, shape [batch, keys, hiddenSize].</param>
    /// <param name="mask">What is added to scores, broadcast to [batch, heads, queries, keys]; null where every key may be seen.</param>
    /// <returns>Shape [batch, queries, hiddenSize].</returns>
    public override Tensor forward(Tensor hidden, Tensor memory, Tensor? mask)
    {
        (Tensor key, Tensor value) = KeyAndValue(memory);
        return Output(AttentionHeads.Attend(Query(hidden), key, value, mask, training ? _dropout : 0, _precision));
    }

    /// <summary>Queries, already scaled, shape [batch, heads, queries, headSize].</summary>
    public Tensor Query(Tensor hidden) => AttentionHeads.Split(_query.forward(hidden).mul(_scale), _heads);

    /// <summary>Keys and values, two tensors of shape [batch, heads, keys, headSize].</summary>
    public (Tensor Key, Tensor Value) KeyAndValue(Tensor memory) =>
        (AttentionHeads.Split(_key.forward(memory), _heads), AttentionHeads.Split(_value.forward(memory), _heads));

    /// <summary>The projection of what was gathered, shape [batch, queries, hiddenSize].</summary>
    public Tensor Output(Tensor context) => _output.forward(context);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _scale.Dispose();
        }

        base.Dispose(disposing);
    }

    private static Projection Square(BartConfig config, ComputePrecision precision) =>
        new(config.HiddenSize, config.HiddenSize, hasBias: true, config.InitializerRange, precision);
}
