using MlNetSeq2Seq.Models.Gated;
using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Models.FlashQuad;

/// <summary>
/// One pre-norm layer: a gated attention unit whose weights are relu(q·k / M + bias of the distance)². Names as published.
/// Source: Hua et al., arXiv 2202.10447, section 2.2 and appendix A.
/// </summary>
internal sealed class FlashQuadLayer : Module<Tensor, RotaryPositions, GatedView, Tensor>
{
    // Up to this length each distance has a bias of its own; the published code counts in positions of the table, not of the row.
    private const int LongestTable = 512;
    private const int Heads = 2;

    [ComponentName(Name = "uv")]
    private readonly Projection _input;

    [ComponentName(Name = "o")]
    private readonly Projection _output;

    [ComponentName(Name = "weight")]
    private readonly Parameter _scales; // [query and key, keySize]

    [ComponentName(Name = "bias")]
    private readonly Parameter _offsets; // [query and key, keySize]

    [ComponentName(Name = "w")]
    private readonly Parameter _distances; // [2 * maximumLength - 1]

    [ComponentName(Name = "a")]
    private readonly Parameter _queryPlace; // [1, keySize]

    [ComponentName(Name = "b")]
    private readonly Parameter _keyPlace; // [1, keySize]

    [ComponentName(Name = "LayerNorm")]
    private readonly Module<Tensor, Tensor> _norm;

    [ComponentName(Name = "adapter")]
    private readonly Adapter? _adapter;

    private readonly ComputePrecision _precision;
    private readonly long[] _widths;
    private readonly int _maximumLength;
    private readonly int _keySize;

    public FlashQuadLayer(FlashQuadConfig config, ComputePrecision precision)
        : base(nameof(FlashQuadLayer))
    {
        (_precision, _maximumLength, _keySize) = (precision, config.MaximumLength, config.KeySize);
        _widths = [config.IntermediateSize, config.IntermediateSize, config.KeySize];
        _input = new Projection(config.HiddenSize, _widths.Sum(), hasBias: true, config.InitializerRange, precision);
        _output = new Projection(config.IntermediateSize, config.HiddenSize, hasBias: true, config.InitializerRange, precision);
        _scales = Normal(Heads, config.KeySize);
        _offsets = new Parameter(zeros(Heads, config.KeySize));
        _distances = Normal((2 * config.MaximumLength) - 1);
        _queryPlace = Normal(1, config.KeySize);
        _keyPlace = Normal(1, config.KeySize);
        _norm = FlashQuadScaleNorm.Of(config);
        _adapter = Adapter.Of(config.HiddenSize, config.AdapterSize, config.InitializerRange, config.NormEpsilon, precision);
        RegisterComponents();

        Parameter Normal(params long[] shape) => new(init.normal_(empty(shape), 0, config.InitializerRange));
    }

    /// <inheritdoc/>
    /// <param name="hidden">Shape [rows, length, hiddenSize].</param>
    /// <param name="positions">Positions of the tokens.</param>
    /// <param name="view">Who looks at whom.</param>
    /// <returns>Shape [rows, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor hidden, RotaryPositions positions, GatedView view)
    {
        GatedStates states = Project(hidden, positions);
        return Finish(hidden, states, states.Key, states.Value, view);
    }

    /// <summary>Makes what all layers use of a view; what the first of them made while it runs would end with its activations.</summary>
    public void Prepare(GatedView view) => _ = _maximumLength <= LongestTable ? view.Distances : null;

    /// <summary>Gate, value, query and key of each token.</summary>
    public GatedStates Project(Tensor hidden, RotaryPositions positions)
    {
        Tensor[] parts = F.silu(_input.forward(_norm.forward(hidden))).split(_widths, -1);
        Tensor Head(int head) => _precision.Cast(positions.Turn(parts[2].mul(_scales.select(0, head)).add(_offsets.select(0, head))));
        return new GatedStates(parts[0], parts[1], Head(0), Head(1));
    }

    /// <summary>The output of the layer, given keys and values of all tokens that are looked at.</summary>
    public Tensor Finish(Tensor hidden, GatedStates states, Tensor keys, Tensor values, GatedView view)
    {
        Tensor output = hidden.add(_output.forward(states.Gate.mul(matmul(_precision.Cast(Weights(states.Query, keys, view)), values))));
        return _adapter is null ? output : _adapter.forward(output);
    }

    /// <summary>The attention weights: 0 at keys that are not seen, not normalised.</summary>
    /// <returns>Shape [rows, queries, keys], float32.</returns>
    public Tensor Weights(Tensor query, Tensor keys, GatedView view)
    {
        Tensor scores = matmul(query, keys.transpose(-1, -2)).div(_maximumLength).add(Bias(view)); // [rows, queries, keys]
        return AttentionCapture.Seen(scores.add(view.Visible.Mask).relu().square()); // the mask is far below any score, so that relu makes 0 of it
    }

    // Shape [rows or 1, queries, keys].
    private Tensor Bias(GatedView view)
    {
        if (_maximumLength <= LongestTable)
        {
            Tensor places = view.Distances.add(_maximumLength - 1);
            return _distances.index_select(0, places.flatten()).view(places.shape);
        }

        return matmul(At(_queryPlace, view.QueryPositions), At(_keyPlace, view.KeyPositions).transpose(-1, -2));
    }

    private Tensor At(Tensor vector, Tensor positions) =>
        new RotaryPositions(positions, _keySize, RotaryPairs.Halves).Turn(vector.expand(positions.shape[0], positions.shape[1], _keySize));
}
