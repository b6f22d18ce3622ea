using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Modules;

/// <summary>A scale and, if wanted, an offset of each value. Names: <c>weight</c>, <c>bias</c>.</summary>
internal sealed class ScaleOffset : Module<Tensor, Tensor>
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    [ComponentName(Name = "bias")]
    private readonly Parameter? _bias;

    public ScaleOffset(long size, bool hasOffset)
        : base(nameof(ScaleOffset))
    {
        _weight = new Parameter(ones(size));
        _bias = hasOffset ? new Parameter(zeros(size)) : null;
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="input">Shape [..., size].</param>
    /// <returns>Shape [..., size].</returns>
    public override Tensor forward(Tensor input)
    {
        Tensor scaled = input.mul(_weight);
        return _bias is null ? scaled : scaled.add(_bias);
    }
}
