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

    public TitleEncoder(LstmTitleConfig config)
        : base(nameof(TitleEncoder))
    {
        _firstNorm = LayerNorm([config.HiddenSize], config.NormEpsilon);
        _first = LSTM(config.HiddenSize, config.HiddenSize / 2, batchFirst: true, bidirectional: true);
        _secondNorm = LayerNorm([config.HiddenSize], config.NormEpsilon);
        _second = LSTM(config.HiddenSize, config.HiddenSize / 2, batchFirst: true, bidirectional: true);
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="embedded">Shape [rows, length, hiddenSize].</param>
    /// <param name="lengths">Tokens of each row.</param>
    /// <returns>0 at padding, shape [rows, length, hiddenSize].</returns>
    public override Tensor forward(Tensor embedded, int[] lengths)
    {
        Tensor hidden = PackedLstm.Run(_first, _firstNorm.forward(embedded), lengths).Output;
        return PackedLstm.Run(_second, _secondNorm.forward(hidden), lengths).Output;
    }
}
