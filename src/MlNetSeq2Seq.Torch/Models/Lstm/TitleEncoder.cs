using MlNetSeq2Seq.Modules;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Models.Lstm;

/// <summary>Two bidirectional recurrent layers, each behind a LayerNorm.</summary>
internal sealed class TitleEncoder : Module<Tensor, int[], Tensor>
{
    [ComponentName(Name = "norm1")]
    private readonly LayerNorm _firstNorm;

    [ComponentName(Name = "lstm1")]
    private readonly LSTM _first;

    [ComponentName(Name = "norm2")]
    private readonly LayerNorm _secondNorm;

    [ComponentName(Name = "lstm2")]
    private readonly LSTM _second;

    [ComponentName(Name = "adapter")]
    private readonly Adapter? _adapter;

    public TitleEncoder(LstmTitleConfig config, ComputePrecision precision)
        : base(nameof(TitleEncoder))
    {
        _firstNorm = LayerNorm([config.HiddenSize], config.NormEpsilon);
        _first = LSTM(config.HiddenSize, config.HiddenSize / 2, batchFirst: true, bidirectional: true);
        _secondNorm = LayerNorm([config.HiddenSize], config.NormEpsilon);
        _second = LSTM(config.HiddenSize, config.HiddenSize / 2, batchFirst: true, bidirectional: true);
        _adapter = Adapter.Of(config.HiddenSize, config.AdapterSize, config.InitializerRange, config.NormEpsilon, precision);
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="embedded">Shape [rows, length, hiddenSize].</param>
    /// <param name="lengths">Tokens of each row.</param>
    /// <returns>Shape [rows, length, hiddenSize]; what stands at padding is of no meaning.</returns>
    public override Tensor forward(Tensor embedded, int[] lengths)
    {
        Tensor hidden = PackedLstm.Run(_first, _firstNorm.forward(embedded), lengths).Output;
        Tensor output = PackedLstm.Run(_second, _secondNorm.forward(hidden), lengths).Output;
        return _adapter is null ? output : _adapter.forward(output);
    }
}
