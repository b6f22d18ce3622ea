namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Decides what stands in place of chosen tokens. Safe for several threads at once.</summary>
internal interface ICorruptor
{
    /// <summary>Hides the chosen tokens of a row.</summary>
    /// <param name="row">The clean row.</param>
    /// <param name="units">Its units.</param>
    /// <param name="selected">The chosen tokens.</param>
    /// <param name="noisy">The ids that the model sees, the clean ones at first; shape [length].</param>
    /// <param name="random">The only source of chance.</param>
    void Corrupt(in MaskingRow row, MaskableUnits units, SelectedTokens selected, Span<int> noisy, Random random);
}
