using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Models.Flash;

/// <summary>
/// One pre-norm layer of mixed chunk attention: squared ReLU within groups of tokens, linear beyond them. Names as published.
/// Source: Hua et al., arXiv 2202.10447, section 3.2; lucidrains/FLASH-pytorch.
/// </summary>
internal sealed class FlashLayer : Module<Tensor, FlashGroups, Tensor>
{
    [ComponentName(Name = "rel_pos_bias")]
    private readonly FlashRelativeBias _bias;

    [ComponentName(Name = "norm")]
    private readonly Module<Tensor, Tensor> _norm;

    [ComponentName(Name = "to_hidden")]
    private readonly ModuleList<Projection> _values;

    [ComponentName(Name = "to_qk")]
    private readonly ModuleList<Projection> _queryKey;

    [ComponentName(Name = "qk_offset_scale")]
    private readonly FlashQueryKeys _heads;

    [ComponentName(Name = "to_out")]
    private readonly Projection _output;

    [ComponentName(Name = "adapter")]
    private readonly Adapter? _adapter;

    private readonly ComputePrecision _precision;
    private readonly FlashConfig _config;

    public FlashLayer(FlashConfig config, ComputePrecision precision)
        : base(nameof(FlashLayer))
    {
        (_config, _precision) = (config, precision);
        _bias = new FlashRelativeBias(config.KeySize, config.InitializerRange);
        _norm = FlashScaleNorm.Of(config.Norm, config.HiddenSize);
        _values = ModuleList(new Projection(config.HiddenSize, 2L * config.IntermediateSize, hasBias: true, config.InitializerRange, precision));
        _queryKey = ModuleList(new Projection(config.HiddenSize, config.KeySize, hasBias: true, config.InitializerRange, precision));
        _heads = new FlashQueryKeys(config.KeySize, config.InitializerRange);
        _output = new Projection(config.IntermediateSize, config.HiddenSize, hasBias: true, config.InitializerRange, precision);
        _adapter = Adapter.Of(config.HiddenSize, config.AdapterSize, config.InitializerRange, config.NormEpsilon, precision);
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="hidden">Shape [rows, length, hiddenSize].</param>
    /// <param name="groups">How the rows are cut.</param>
    /// <returns>Shape [rows, length, hiddenSize], float32.</returns>
    public override Tensor forward(Tensor hidden, FlashGroups groups)
    {
        Tensor input = Normalize(hidden);
        return Attend(hidden, Project(_config.ShiftsTokens ? Shift(input, before: null) : input, groups.Rotary, groups.Real), groups);
    }

    /// <summary>The layer's input after its norm.</summary>
    public Tensor Normalize(Tensor hidden) => _norm.forward(hidden);

    /// <summary>Takes the first half of each token from the token before.</summary>
    /// <param name="input">Shape [rows, length, hiddenSize].</param>
    /// <param name="before">That half of the token before the first, shape [rows, 1, hiddenSize / 2]; null for 0.</param>
    public static Tensor Shift(Tensor input, Tensor? before)
    {
        long half = input.shape[2] / 2;
        Tensor first = input.narrow(2, 0, half);
        before ??= zeros_like(first.narrow(1, 0, 1));
        return cat([cat([before, first.narrow(1, 0, input.shape[1] - 1)], 1), input.narrow(2, half, half)], 2);
    }

    /// <summary>What the attention needs of each token.</summary>
    /// <param name="input">Normalised and, where wanted, shifted; shape [rows, length, hiddenSize].</param>
    /// <param name="positions">Positions of the tokens.</param>
    /// <param name="real">1 at tokens, 0 at padding, shape [rows, length]; null where nothing is padding.</param>
    public FlashStates Project(Tensor input, RotaryPositions positions, Tensor? real)
    {
        Tensor[] values = F.silu(_values[0].forward(input)).chunk(2, -1); // value first, then gate
        Tensor[] heads = [.. _heads.forward(F.silu(_queryKey[0].forward(input))).Select(head => _precision.Cast(positions.Turn(head)))];
        Tensor farKey = real is null ? heads[3] : heads[3].mul(_precision.Cast(real).unsqueeze(-1));
        return new FlashStates(values[1], values[0], heads[0], heads[1], heads[2], farKey);
    }

    /// <summary>The weights within groups.</summary>
    /// <param name="query">Shape [..., queries, keySize].</param>
    /// <param name="key">Shape [..., keys, keySize].</param>
    /// <param name="buckets">Of the distances, shape [..., queries, keys], int64.</param>
    /// <param name="mask">1 where a key is seen, 0 elsewhere; shape [..., queries or 1, keys].</param>
    /// <returns>Shape [..., queries, keys], float32.</returns>
    public Tensor NearWeights(Tensor query, Tensor key, Tensor buckets, Tensor mask)
    {
        Tensor scores = matmul(query, key.transpose(-1, -2)).div(_config.GroupSize).add(_bias.forward(buckets));
        return Dropouts.Apply(AttentionCapture.Seen(scores.relu().square().mul(mask)), _config.Dropout, training);
    }

    /// <summary>The output of the layer, of what attention gathered.</summary>
    /// <param name="hidden">The input of the layer, shape [rows, length, hiddenSize].</param>
    /// <param name="gate">Shape [rows, length, intermediateSize].</param>
    /// <param name="context">Shape [rows, length, intermediateSize].</param>
    public Tensor Finish(Tensor hidden, Tensor gate, Tensor context)
    {
        Tensor output = hidden.add(_output.forward(gate.mul(context)));
        return _adapter is null ? output : _adapter.forward(output);
    }

    /// <summary>The products of keys and values of each group; summed over groups they are all that later ones need of earlier ones.</summary>
    /// <returns>Shape [rows, groups, keySize, intermediateSize].</returns>
    public Tensor GroupSums(FlashStates states, FlashGroups groups) =>
        matmul(groups.Cut(states.FarKey).transpose(-1, -2), groups.Cut(states.Value)).div(_config.GroupSize);

    /// <summary>The whole layer after the projections.</summary>
    public Tensor Attend(Tensor hidden, FlashStates states, FlashGroups groups)
    {
        Tensor weights = NearWeights(groups.Cut(states.NearQuery), groups.Cut(states.NearKey), groups.Buckets, groups.NearMask);
        Tensor context = groups.Join(matmul(_precision.Cast(weights), groups.Cut(states.Value))); // [rows, length, intermediateSize]
        if (!_config.IsCausal)
        {
            Tensor sum = matmul(states.FarKey.transpose(-1, -2), states.Value).div(groups.Divisors); // [rows, keySize, intermediateSize]
            context = context.add(matmul(states.FarQuery, _precision.Cast(sum)));
        }
        else if (groups.Count > 1)
        {
            // A group sees the sum over those before it; the first sees none.
            Tensor sums = GroupSums(states, groups).narrow(1, 0, groups.Count - 1).cumsum(1);
            Tensor far = matmul(groups.Cut(states.FarQuery).narrow(1, 1, groups.Count - 1), _precision.Cast(sums)); // [rows, groups - 1, size, intermediateSize]
            context = context.add(groups.Join(functional.pad(far, [0, 0, 0, 0, 1, 0])));
        }

        return Finish(hidden, states.Gate, context);
    }
}
