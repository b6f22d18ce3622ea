namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Every unit is chosen by itself with the same chance (bojone/bert4keras, pretraining/data_utils.py). A row may keep all its tokens.</summary>
public sealed record BernoulliSelection : MaskSelection
{
    /// <summary>The chance of a unit, in [0, 1].</summary>
    public double Rate { get; init; } = 0.15;

    internal override ISelector CreateSelector() => new BernoulliSelector(this);
}
