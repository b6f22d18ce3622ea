using MlNetSeq2Seq.Modules;
using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Gpt;

/// <summary>Self-attention whose queries, keys and values come of one projection, under GPT-2's names <c>c_attn</c> and <c>c_proj</c>.</summary>
internal sealed class GptAttention : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "c_attn")]
    private readonly Projection _projection;

    [ComponentName(Name = "c_proj")]
    private readonly Projection _output;

    private readonly ComputePrecision _precision;
    private readonly int _hiddenSize;
    private readonly int _heads;
    private readonly double _dropout;
    private readonly Scalar _scale;

    public GptAttention(GptConfig config, ComputePrecision precision)
        : base(nameof(GptAttention))
    {
        (_precision, _hiddenSize, _heads, _dropout) = (precision, config.HiddenSize, config.HeadCount, config.AttentionDropout);
        _scale = 1 / Math.Sqrt(config.HiddenSize / config.HeadCount);
        _projection = new Projection(config.HiddenSize, 3 * config.HiddenSize, config.HasBias, config.InitializerRange, precision);
        _output = new Projection(config.HiddenSize, config.HiddenSize, config.HasBias, GptBlock.ResidualRange(config), precision);
        RegisterComponents();
    }

    /// <summary>Attention within sequences.</summary>
    /// <param name="hidden">Shape [batch, length, hiddenSize].</param>
    /// <param name="mask">What is added to scores, shape [batch or 1, 1, length, length].</param>
    /// <returns>Shape [batch, length, hiddenSize].</returns>
    public override Tensor forward(Tensor hidden, Tensor mask)
    {
        (Tensor query, Tensor key, Tensor value) = Project(hidden);
        return Attend(query, key, value, mask);
    }

    /// <summary>Attention of queries over keys and values, projected, shape [batch, length, hiddenSize].</summary>
    public Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor mask) =>
        Output(AttentionHeads.Attend(query, key, value, mask, training ? _dropout : 0, _precision));

    /// <summary>Queries (already scaled), keys and values of hidden states.</summary>
    /// <param name="hidden">Shape [batch, length, hiddenSize].</param>
    /// <returns>Three tensors of shape [batch, heads, length, headSize].</returns>
    public (Tensor Query, Tensor Key, Tensor Value) Project(Tensor hidden)
    {
        // A split, not three views: its gradient is one concatenation.
        Tensor[] parts = _projection.forward(hidden).split(_hiddenSize, dim: -1);
        return (AttentionHeads.Split(parts[0].mul(_scale), _heads), AttentionHeads.Split(parts[1], _heads), AttentionHeads.Split(parts[2], _heads));
    }

    /// <summary>The projection of what attention gathered, shape [batch, length, hiddenSize].</summary>
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
}
