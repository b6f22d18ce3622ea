using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Lstm;

/// <summary>Attention of the decoder over the source, in several heads without biases.</summary>
internal sealed class TitleAttention : Module<Tensor, TitleSource, Tensor>
{
    [ComponentName(Name = "query")]
    private readonly Projection _query;

    [ComponentName(Name = "key")]
    private readonly Projection _key;

    [ComponentName(Name = "value")]
    private readonly Projection _value;

    private readonly ComputePrecision _precision;
    private readonly int _heads;
    private readonly double _scale;

    public TitleAttention(LstmTitleConfig config, ComputePrecision precision)
        : base(nameof(TitleAttention))
    {
        (_precision, _heads) = (precision, config.HeadCount);
        _scale = 1 / Math.Sqrt((double)config.HiddenSize / config.HeadCount);
        Projection New() => new(config.HiddenSize, config.HiddenSize, hasBias: false, config.InitializerRange, precision);
        (_query, _key, _value) = (New(), New(), New());
        RegisterComponents();
    }

    /// <summary>Keys and values of the source.</summary>
    /// <param name="encoded">Shape [rows, sourceLength, hiddenSize].</param>
    /// <returns>Each of shape [rows, heads, sourceLength, headSize].</returns>
    public (Tensor Keys, Tensor Values) Project(Tensor encoded) =>
        (AttentionHeads.Split(_key.forward(encoded), _heads), AttentionHeads.Split(_value.forward(encoded), _heads));

    /// <inheritdoc/>
    /// <param name="hidden">Shape [rows, length, hiddenSize].</param>
    /// <param name="source">What is looked at.</param>
    /// <returns>Shape [rows, length, hiddenSize].</returns>
    public override Tensor forward(Tensor hidden, TitleSource source) => AttentionHeads.Attend(
        AttentionHeads.Split(_query.forward(hidden).mul(_scale), _heads), source.Keys, source.Values, source.Mask, dropout: 0, _precision);
}
