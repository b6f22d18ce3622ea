using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Models.Lstm;

/// <summary>The scores of tokens: a hidden layer with a leaky ReLU and a layer over the vocabulary.</summary>
internal sealed class TitleOutput : Module<Tensor, Tensor>
{
    private const double Leak = 0.2;

    [ComponentName(Name = "dense")]
    private readonly Projection _dense;

    [ComponentName(Name = "tokens")]
    private readonly Projection _tokens;

    private readonly double _dropout;

    public TitleOutput(LstmTitleConfig config, ComputePrecision precision)
        : base(nameof(TitleOutput))
    {
        _dropout = config.Dropout;
        _dense = new Projection(2L * config.HiddenSize, config.HiddenSize, hasBias: true, config.InitializerRange, precision);
        _tokens = new Projection(config.HiddenSize, config.VocabularySize, hasBias: true, config.InitializerRange, precision);
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="hidden">The decoder's state and what it gathered of the source, shape [..., 2 * hiddenSize].</param>
    /// <returns>Shape [..., vocabulary], float32.</returns>
    public override Tensor forward(Tensor hidden) =>
        _tokens.forward(Dropouts.Apply(F.leaky_relu(_dense.forward(hidden), Leak), _dropout, training)).to(ScalarType.Float32);
}
