namespace MlNetSeq2Seq.Decoding;

/// <summary>What a beam held after one step: the trace by which a search can be followed.</summary>
/// <param name="Source">Number of the source.</param>
/// <param name="Step">Number of the step, from 0.</param>
/// <param name="Tokens">The last token of each place of the beam, shape [places].</param>
/// <param name="Scores">The log-probability of each, shape [places].</param>
/// <param name="Parents">The place of the frame before that each continues; 0 in the first. Shape [places].</param>
public sealed record BeamFrame(int Source, int Step, int[] Tokens, double[] Scores, int[] Parents);
