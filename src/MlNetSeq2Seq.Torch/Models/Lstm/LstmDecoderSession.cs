using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.Lstm;

/// <summary>Writing with a recurrent language model: of all that was read and written only the state is kept.</summary>
internal sealed class LstmDecoderSession : StatefulSession
{
    // What is kept, each of shape [rows, layers, hiddenSize].
    private const int HiddenState = 0;
    private const int CellState = 1;
    private const int Kept = 2;

    private readonly LstmModel _model;
    private readonly int _paddingId;

    public LstmDecoderSession(LstmModel model, IReadOnlyList<PrefixSample> sources, DecoderSessionOptions options)
        : base(model, sources, Kept)
    {
        (_model, _paddingId) = (model, options.SpecialTokens.PaddingId);
        MaximumLength = model.MaximumLength - LongestSource(model.MaximumLength);
    }

    public override int MaximumLength { get; }

    public override ReadOnlySpan<int> Prefix(int source) => Sources[source].Ids;

    protected override Tensor Begin()
    {
        (Tensor output, Tensor hidden, Tensor cell) = _model.Read(PaddedSources(_paddingId), SourceLengths);
        KeepState(hidden, cell);
        return _model.TokenLogits(LastOfSources(output));
    }

    protected override Tensor Continue(Tensor tokens)
    {
        (Tensor output, Tensor hidden, Tensor cell) = _model.Read(
            tokens, (State(HiddenState).transpose(0, 1).contiguous(), State(CellState).transpose(0, 1).contiguous()));
        KeepState(hidden, cell);
        return _model.TokenLogits(output);
    }

    private void KeepState(Tensor hidden, Tensor cell)
    {
        Keep(HiddenState, hidden.transpose(0, 1).contiguous().alias());
        Keep(CellState, cell.transpose(0, 1).contiguous().alias());
    }
}
