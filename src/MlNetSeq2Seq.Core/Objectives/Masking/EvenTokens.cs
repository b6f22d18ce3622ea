namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Draws evenly from a list of ids.</summary>
internal sealed class EvenTokens(int[] ids) : IRandomTokens
{
    public int Draw(Random random) => ids[random.Next(ids.Length)];
}
