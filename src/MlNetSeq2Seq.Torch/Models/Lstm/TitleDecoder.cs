using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Lstm;

/// <summary>Two recurrent layers between norms that the summary of the source modulates: that is how the decoder learns of it.</summary>
internal sealed class TitleDecoder : Module<Tensor, Tensor, TitleState?, (Tensor Hidden, TitleState State)>
{
    [ComponentName(Name = "norm1")]
    private readonly ModulatedNorm _firstNorm;

    [ComponentName(Name = "lstm1")]
    private readonly LSTM _first;

    [ComponentName(Name = "norm2")]
    private readonly ModulatedNorm _secondNorm;

    [ComponentName(Name = "lstm2")]
    private readonly LSTM _second;

    [ComponentName(Name = "norm3")]
    private readonly ModulatedNorm _lastNorm;

    [ComponentName(Name = "adapter")]
    private readonly Adapter? _adapter;

    public TitleDecoder(LstmTitleConfig config, ComputePrecision precision)
        : base(nameof(TitleDecoder))
    {
        _firstNorm = new ModulatedNorm(config, precision);
        _first = LSTM(config.HiddenSize, config.HiddenSize, batchFirst: true);
        _secondNorm = new ModulatedNorm(config, precision);
        _second = LSTM(config.HiddenSize, config.HiddenSize, batchFirst: true);
        _lastNorm = new ModulatedNorm(config, precision);
        _adapter = Adapter.Of(config.HiddenSize, config.AdapterSize, config.InitializerRange, config.NormEpsilon, precision);
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="embedded">Shape [rows, length, hiddenSize].</param>
    /// <param name="summary">Of the sources, shape [rows, hiddenSize].</param>
    /// <param name="state">Before the first token; null for 0.</param>
    /// <returns>Shape [rows, length, hiddenSize], and the state after the last token.</returns>
    public override (Tensor Hidden, TitleState State) forward(Tensor embedded, Tensor summary, TitleState? state)
    {
        (Tensor first, Tensor firstHidden, Tensor firstCell) = _first.call(
            _firstNorm.forward(embedded, summary), state is { } a ? (a.FirstHidden, a.FirstCell) : null);
        (Tensor second, Tensor secondHidden, Tensor secondCell) = _second.call(
            _secondNorm.forward(first, summary), state is { } b ? (b.SecondHidden, b.SecondCell) : null);
        second = _adapter is null ? second : _adapter.forward(second);
        return (_lastNorm.forward(second, summary), new TitleState(firstHidden, firstCell, secondHidden, secondCell));
    }
}
