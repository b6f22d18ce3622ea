namespace MlNetSeq2Seq.Training;

/// <summary>
/// What the loss is multiplied by before gradients are computed in float16, which has no numbers as small as theirs. It
/// grows while gradients stay finite, and halves when they do not. Source: Micikevicius et al., arXiv 1710.03740, section 3.2.
/// </summary>
internal sealed class LossScale(bool isOn)
{
    private const double First = 65536;
    private const double Largest = 1 << 24;
    private const int GrowthSteps = 2000;

    /// <summary>The factor; 1 where nothing is scaled.</summary>
    public double Factor { get; private set; } = isOn ? First : 1;

    /// <summary>How many steps in a row had finite gradients since the factor last changed.</summary>
    public int GoodSteps { get; private set; }

    /// <summary>Takes note of a step.</summary>
    /// <param name="isFinite">Whether its gradients were finite.</param>
    /// <returns>Whether a step that was not finite is explained by the factor: with a smaller one it may be.</returns>
    public bool Update(bool isFinite)
    {
        if (!isOn)
        {
            return false;
        }

        GoodSteps = isFinite ? GoodSteps + 1 : 0;
        if (!isFinite && Factor > 1)
        {
            Factor /= 2;
            return true;
        }

        if (GoodSteps == GrowthSteps)
        {
            Factor = Math.Min(Largest, Factor * 2);
            GoodSteps = 0;
        }

        return false;
    }

    public void Restore(double factor, int goodSteps) => (Factor, GoodSteps) = (factor, goodSteps);
}
