using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.Gated;

/// <summary>Writing with gated attention units from left to right. Keys and values of all tokens until now are kept for each row.</summary>
internal sealed class GatedDecoderSession : StatefulSession
{
    // What is kept: which tokens are none of padding, their positions, then keys and values of each layer.
    private const int Seen = 0;
    private const int Positions = 1;
    private const int Layers = 2;

    private readonly IGatedNetwork _network;
    private readonly int _paddingId;

    public GatedDecoderSession(Seq2SeqModel model, IGatedNetwork network, IReadOnlyList<PrefixSample> sources, DecoderSessionOptions options)
        : base(model, sources, Layers + (2 * network.LayerCount))
    {
        (_network, _paddingId) = (network, options.SpecialTokens.PaddingId);
        MaximumLength = network.MaximumLength - LongestSource(network.MaximumLength);
    }

    public override int MaximumLength { get; }

    public override ReadOnlySpan<int> Prefix(int source) => Sources[source].Ids;

    protected override Tensor Begin()
    {
        Tensor ids = PaddedSources(_paddingId);
        int length = (int)ids.shape[1];
        Tensor real = RowLengths.Mask(SourceLengths, length, Device); // [rows, length]
        Tensor positions = PositionAngles.Range(length, Device); // [1, length]
        Keep(Seen, real.alias());
        Keep(Positions, positions.expand(RowCount, length).contiguous());
        Tensor past = ones([length, length], dtype: ScalarType.Bool, device: Device).tril();
        var view = new GatedView(positions, positions, VisibleKeys.FromAllowed(real.unsqueeze(1).logical_and(past)));
        return _network.TokenLogits(LastOfSources(Run(ids, view)));
    }

    protected override Tensor Continue(Tensor tokens)
    {
        Tensor positions = CurrentPositions(); // [rows, 1]
        Keep(Seen, cat([State(Seen), ones(RowCount, 1, dtype: ScalarType.Bool, device: Device)], 1));
        Keep(Positions, cat([State(Positions), positions], 1));
        var view = new GatedView(positions, State(Positions), VisibleKeys.FromAllowed(State(Seen).unsqueeze(1)));
        return _network.TokenLogits(Run(tokens, view));
    }

    // Through all layers, with what the rows have behind them; what is at hand then belongs to it.
    private Tensor Run(Tensor ids, GatedView view)
    {
        RotaryPositions rotary = _network.Rotary(view.QueryPositions);
        Tensor hidden = _network.Embed(ids, view.QueryPositions); // [rows, length, hiddenSize]
        for (int layer = 0; layer < _network.LayerCount; layer++)
        {
            int key = Layers + (2 * layer);
            int value = key + 1;
            GatedStates states = _network.Project(layer, hidden, rotary);
            Extend(key, states.Key);
            Extend(value, states.Value);
            hidden = _network.Finish(layer, hidden, states, State(key), State(value), view);
        }

        return hidden;
    }

    private void Extend(int index, Tensor fed) => Keep(index, WrittenLength == 0 ? fed.alias() : cat([State(index), fed], 1));
}
