using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.GauAlpha;

/// <summary>Writing with GAU-alpha from left to right. Keys and values of all tokens until now are kept for each row.</summary>
internal sealed class GauDecoderSession : StatefulSession
{
    // What is kept: the mask of seen keys, then keys and values of each layer.
    private const int Seen = 0;

    private readonly GauAlphaModel _model;
    private readonly int _paddingId;

    public GauDecoderSession(GauAlphaModel model, IReadOnlyList<PrefixSample> sources, DecoderSessionOptions options)
        : base(model, sources, 1 + (2 * model.Config.LayerCount))
    {
        int longest = SourceLengths.Max();
        if (longest >= model.MaximumLength)
        {
            throw new ArgumentException(
                $"GauAlphaModel was made for {model.MaximumLength} tokens, which a source of {longest} tokens leaves no room to write in.", nameof(sources));
        }

        MaximumLength = model.MaximumLength - longest;
        (_model, _paddingId) = (model, options.SpecialTokens.PaddingId);
    }

    public override int MaximumLength { get; }

    public override ReadOnlySpan<int> Prefix(int source) => Sources[source].Ids;

    protected override Tensor Begin()
    {
        Tensor ids = PaddedSources(_paddingId);
        int length = (int)ids.shape[1];
        Tensor real = RowLengths.Mask(SourceLengths, length, Device); // [rows, length]
        Keep(Seen, real.alias());
        Tensor past = ones([length, length], dtype: ScalarType.Bool, device: Device).tril();
        VisibleKeys visible = VisibleKeys.FromAllowed(real.unsqueeze(1).logical_and(past)); // mask [rows, length, length]
        return _model.TokenLogits(LastOfSources(Run(ids, PositionAngles.Range(length, Device), visible)));
    }

    protected override Tensor Continue(Tensor tokens)
    {
        Tensor seen = cat([State(Seen), ones(RowCount, 1, dtype: ScalarType.Bool, device: Device)], 1); // [rows, keys]
        Keep(Seen, seen);
        return _model.TokenLogits(Run(tokens, CurrentPositions(), VisibleKeys.FromAllowed(seen.unsqueeze(1))));
    }

    // Through all layers, with what the rows have behind them; what is at hand then belongs to it.
    private Tensor Run(Tensor ids, Tensor positions, VisibleKeys visible)
    {
        GauEncoder encoder = _model.Encoder;
        RotaryPositions rotary = encoder.Rotary(positions);
        Tensor hidden = encoder.Embeddings.forward(ids, zeros_like(ids)); // [rows, length, hiddenSize]
        IReadOnlyList<GauLayer> layers = encoder.Layers;
        for (int layer = 0; layer < layers.Count; layer++)
        {
            GauUnit unit = layers[layer].Unit;
            GatedStates states = unit.Project(hidden, rotary);
            Extend(1 + (2 * layer), states.Key);
            Extend(2 + (2 * layer), states.Value);
            hidden = layers[layer].Finish(hidden, unit.Attend(states, State(1 + (2 * layer)), State(2 + (2 * layer)), visible));
        }

        return hidden;
    }

    private void Extend(int index, Tensor fed) => Keep(index, WrittenLength == 0 ? fed.alias() : cat([State(index), fed], 1));
}
