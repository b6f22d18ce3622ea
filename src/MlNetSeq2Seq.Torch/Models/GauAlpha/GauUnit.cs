using MlNetSeq2Seq.Models.Gated;
using MlNetSeq2Seq.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Models.GauAlpha;

/// <summary>
/// A gated attention unit: attention with one head and a gate in place of the feed-forward layer. Names as published:
/// <c>i_dense</c>, <c>o_dense</c>, <c>q_scaleoffset</c>, <c>k_scaleoffset</c>. Source: Hua et al., arXiv 2202.10447, section 2.
/// </summary>
internal sealed class GauUnit : Module<Tensor, RotaryPositions, VisibleKeys, Tensor>
{
    [ComponentName(Name = "i_dense")]
    private readonly Projection _input;

    [ComponentName(Name = "o_dense")]
    private readonly Projection _output;

    [ComponentName(Name = "q_scaleoffset")]
    private readonly ScaleOffset _query;

    [ComponentName(Name = "k_scaleoffset")]
    private readonly ScaleOffset _key;

    private readonly ComputePrecision _precision;
    private readonly GauWeighting _weighting;
    private readonly long[] _widths;
    private readonly double _scale;
    private readonly double _dropout;

    public GauUnit(GauAlphaConfig config, ComputePrecision precision)
        : base(nameof(GauUnit))
    {
        (_precision, _dropout) = (precision, config.AttentionDropout);
        _weighting = new GauWeighting(config.Normalization, config.Scaling);
        _widths = [config.IntermediateSize, config.IntermediateSize, config.KeySize];
        _scale = config.ScalesScores ? 1 / Math.Sqrt(config.KeySize) : 1;
        _input = new Projection(config.HiddenSize, _widths.Sum(), config.HasBias, config.InitializerRange, precision);
        _output = new Projection(config.IntermediateSize, config.HiddenSize, config.HasBias, config.InitializerRange, precision);
        _query = new ScaleOffset(config.KeySize, config.HasBias);
        _key = new ScaleOffset(config.KeySize, config.HasBias);
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="hidden">Shape [rows, length, hiddenSize].</param>
    /// <param name="positions">Positions of the tokens.</param>
    /// <param name="visible">Who sees whom.</param>
    /// <returns>Shape [rows, length, hiddenSize].</returns>
    public override Tensor forward(Tensor hidden, RotaryPositions positions, VisibleKeys visible)
    {
        GatedStates states = Project(hidden, positions);
        return Attend(states, states.Key, states.Value, visible);
    }

    /// <summary>Gate, value, query and key of each token.</summary>
    /// <param name="hidden">Shape [rows, length, hiddenSize].</param>
    /// <param name="positions">Positions of the tokens.</param>
    public GatedStates Project(Tensor hidden, RotaryPositions positions)
    {
        Tensor[] parts = F.silu(_input.forward(hidden)).split(_widths, -1);
        return new GatedStates(
            parts[0],
            parts[1],
            _precision.Cast(positions.Turn(_query.forward(parts[2])).mul(_scale)),
            _precision.Cast(positions.Turn(_key.forward(parts[2]))));
    }

    /// <summary>What the unit adds to each token.</summary>
    /// <param name="states">Of the tokens that look.</param>
    /// <param name="keys">Keys of the tokens that are looked at, shape [rows, keys, keySize].</param>
    /// <param name="values">Their values, shape [rows, keys, intermediateSize].</param>
    /// <param name="visible">Who sees whom.</param>
    /// <returns>Shape [rows, length, hiddenSize].</returns>
    public Tensor Attend(GatedStates states, Tensor keys, Tensor values, VisibleKeys visible)
    {
        Tensor weights = _weighting.Apply(matmul(states.Query, keys.transpose(-1, -2)), visible); // [rows, length, keys]
        weights = Dropouts.Apply(weights, _dropout, training);
        return _output.forward(states.Gate.mul(matmul(_precision.Cast(weights), values)));
    }
}
