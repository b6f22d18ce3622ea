namespace MlNetSeq2Seq.FillMask;

/// <summary>A token that may stand in place of a mask.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Token">Its entry of a WordPiece vocabulary, where a continuing piece begins with <c>##</c>; with other tokenizers its text.</param>
/// <param name="Probability">Its probability, in [0, 1].</param>
public readonly record struct MaskCandidate(int Id, string Token, double Probability);
