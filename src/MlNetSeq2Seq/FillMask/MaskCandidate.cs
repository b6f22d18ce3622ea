namespace MlNetSeq2Seq.FillMask;

/// <summary>A token that may stand in place of a mask.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Token">Its entry of the vocabulary; a continuing piece begins with <c>##</c>.</param>
/// <param name="Probability">Its probability, in [0, 1].</param>
public readonly record struct MaskCandidate(int Id, string Token, double Probability);
