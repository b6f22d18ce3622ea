using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.GauAlpha;

/// <summary>One post-norm layer: the norm of the input and what its unit adds.</summary>
internal sealed class GauLayer : Module<Tensor, RotaryPositions, VisibleKeys, Tensor>
{
    [ComponentName(Name = "gau")]
    private readonly GauUnit _unit;

    [ComponentName(Name = "adapter")]
    private readonly Adapter? _adapter;

    private readonly double _dropout;
    private readonly double _epsilon;

    public GauLayer(GauAlphaConfig config, ComputePrecision precision)
        : base(nameof(GauLayer))
    {
        (_dropout, _epsilon) = (config.HiddenDropout, config.NormEpsilon);
        _unit = new GauUnit(config, precision);
        _adapter = Adapter.Of(config.HiddenSize, config.AdapterSize, config.InitializerRange, config.NormEpsilon, precision);
        RegisterComponents();
    }

    public GauUnit Unit => _unit;

    /// <inheritdoc/>
    /// <param name="hidden">Shape [rows, length, hiddenSize].</param>
    /// <param name="positions">Positions of the tokens.</param>
    /// <param name="visible">Who sees whom.</param>
    /// <returns>Shape [rows, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor hidden, RotaryPositions positions, VisibleKeys visible) =>
        Finish(hidden, _unit.forward(hidden, positions, visible));

    /// <summary>The output of the layer, given what its unit adds.</summary>
    public Tensor Finish(Tensor hidden, Tensor added)
    {
        added = Dropouts.Apply(added, _dropout, training);
        Tensor output = GauNorm.Apply(hidden.add(added), _epsilon); // bfloat16 plus float32 is float32
        return _adapter is null ? output : _adapter.forward(output);
    }
}
