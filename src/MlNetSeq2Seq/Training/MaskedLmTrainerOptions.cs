using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.FillMask;

namespace MlNetSeq2Seq.Training;

/// <summary>What the trainers of models that fill masks are told.</summary>
public abstract record MaskedLmTrainerOptions : Seq2SeqTrainerOptions
{
    private protected MaskedLmTrainerOptions() => Columns = new MaskedColumns();

    /// <summary>How the trained model fills masks.</summary>
    public FillMaskOptions FillMask { get; init; } = new();
}
