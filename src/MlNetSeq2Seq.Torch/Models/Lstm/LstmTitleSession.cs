using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.Lstm;

/// <summary>Writing with a recurrent encoder-decoder: the source is read once, of what was written only the state is kept.</summary>
internal sealed class LstmTitleSession : StatefulSession
{
    // What is kept: the source, then the state, whose tensors have the rows in front here.
    private const int Summary = 0;
    private const int Keys = 1;
    private const int Values = 2;
    private const int Mask = 3;
    private const int Prior = 4;
    private const int FirstHidden = 5;
    private const int FirstCell = 6;
    private const int SecondHidden = 7;
    private const int SecondCell = 8;
    private const int Kept = 9;

    private readonly LstmTitleModel _model;
    private readonly int[] _prefix;
    private readonly int _paddingId;

    public LstmTitleSession(LstmTitleModel model, IReadOnlyList<PrefixSample> sources, DecoderSessionOptions options)
        : base(model, sources, Kept)
    {
        (_model, _paddingId) = (model, options.SpecialTokens.PaddingId);
        _prefix = [model.Config.DecoderStartId];
        int longest = SourceLengths.Max();
        if (longest > model.MaximumLength)
        {
            throw new ArgumentException($"LstmTitleModel reads sources of 1 to {model.MaximumLength} tokens, but there is one of {longest}.", nameof(sources));
        }
    }

    public override int MaximumLength => _model.MaximumLength;

    public override ReadOnlySpan<int> Prefix(int source) => _prefix;

    protected override Tensor Begin()
    {
        TitleSource source = _model.Read(PaddedSources(_paddingId), SourceLengths);
        Keep(Summary, source.Summary.alias());
        Keep(Keys, source.Keys.contiguous().alias());
        Keep(Values, source.Values.contiguous().alias());
        Keep(Mask, source.Mask.alias());
        if (source.Prior is { } prior)
        {
            Keep(Prior, prior.alias());
        }

        return Write(full([RowCount, 1], _model.Config.DecoderStartId, dtype: ScalarType.Int64, device: Device), state: null);
    }

    protected override Tensor Continue(Tensor tokens) =>
        Write(tokens, new TitleState(LayersFirst(FirstHidden), LayersFirst(FirstCell), LayersFirst(SecondHidden), LayersFirst(SecondCell)));

    private Tensor Write(Tensor tokens, TitleState? state)
    {
        var source = new TitleSource(State(Summary), State(Keys), State(Values), State(Mask), _model.Config.HasSourcePrior ? State(Prior) : null);
        (Tensor hidden, TitleState after) = _model.Decode(tokens, source, state);
        KeepRowsFirst(FirstHidden, after.FirstHidden);
        KeepRowsFirst(FirstCell, after.FirstCell);
        KeepRowsFirst(SecondHidden, after.SecondHidden);
        KeepRowsFirst(SecondCell, after.SecondCell);
        return _model.TokenLogits(hidden, source); // [rows, 1, vocabulary]
    }

    private Tensor LayersFirst(int index) => State(index).transpose(0, 1).contiguous();

    private void KeepRowsFirst(int index, Tensor state) => Keep(index, state.transpose(0, 1).contiguous().alias());
}
