using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Bert;

/// <summary>A summary of the sequence: the tanh of a projection of its first token's hidden state.</summary>
internal sealed class BertPooler : Module<Tensor, Tensor>
{
    [ComponentName(Name = "dense")]
    private readonly Projection _dense;

    public BertPooler(BertSizes sizes, ComputePrecision precision)
        : base(nameof(BertPooler))
    {
        _dense = new Projection(sizes.HiddenSize, sizes.HiddenSize, hasBias: true, sizes.InitializerRange, precision);
        RegisterComponents();
    }

    /// <summary>The summary of each row: its first position, transformed.</summary>
    /// <param name="hidden">Shape [batch, length, hiddenSize].</param>
    /// <returns>Shape [batch, hiddenSize].</returns>
    public override Tensor forward(Tensor hidden) => _dense.forward(hidden.select(1, 0)).tanh();
}
