namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Chooses which units of a row are hidden. Safe for several threads at once.</summary>
internal interface ISelector
{
    /// <summary>Whether words of which no token is left count as units.</summary>
    bool CountsEmptyWords => false;

    /// <summary>Chooses tokens of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="units">Its units, at least one with a token.</param>
    /// <param name="selected">Takes the tokens; empty at first.</param>
    /// <param name="random">The only source of chance.</param>
    void Select(in MaskingRow row, MaskableUnits units, SelectedTokens selected, Random random);
}
