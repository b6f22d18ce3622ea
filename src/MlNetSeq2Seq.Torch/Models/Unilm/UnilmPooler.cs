using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Unilm;

/// <summary>A summary of the sequence: the tanh of a projection of its first token's hidden state.</summary>
internal sealed class UnilmPooler : Module<Tensor, Tensor>
{
    [ComponentName(Name = "dense")]
    private readonly Projection _dense;

    public UnilmPooler(UnilmConfig config, ComputePrecision precision)
        : base(nameof(UnilmPooler))
    {
        _dense = new Projection(config.HiddenSize, config.HiddenSize, hasBias: true, config.InitializerRange, precision);
        RegisterComponents();
    }

    /// <summary>The summary of each row: its first position, transformed.</summary>
    /// <param name="hidden">Shape [batch, length, hiddenSize].</param>
    /// <returns>Shape [batch, hiddenSize].</returns>
    public override Tensor forward(Tensor hidden) => _dense.forward(hidden.select(1, 0)).tanh();
}
