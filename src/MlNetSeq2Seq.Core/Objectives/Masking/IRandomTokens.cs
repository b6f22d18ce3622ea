namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Draws a token to put in place of another.</summary>
internal interface IRandomTokens
{
    /// <summary>A token id.</summary>
    int Draw(Random random);
}
