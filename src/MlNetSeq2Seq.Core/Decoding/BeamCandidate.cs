namespace MlNetSeq2Seq.Decoding;

/// <summary>A way to go on.</summary>
/// <param name="LogProbability">Log-probability of the hypothesis and the token.</param>
/// <param name="Row">The row of the beam that it continues, counted from the first row of the beam.</param>
/// <param name="Token">The token.</param>
internal readonly record struct BeamCandidate(double LogProbability, int Row, int Token);
