namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Draws evenly from the ids first to end − 1.</summary>
internal sealed class RangeOfTokens(int first, int end) : IRandomTokens
{
    public int Draw(Random random) => random.Next(first, end);
}
