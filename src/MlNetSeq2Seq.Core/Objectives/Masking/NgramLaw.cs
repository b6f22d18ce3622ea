using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>The law by which the number of neighbouring units is drawn that are chosen together.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NgramLaw
{
    /// <summary>Always one unit.</summary>
    public static NgramLaw Single { get; } = new() { Maximum = 1 };

    /// <summary>Most units, N; at least 1.</summary>
    public int Maximum { get; init; } = 3;

    /// <summary>How likely each length is.</summary>
    public NgramShape Shape { get; init; } = NgramShape.Inverse;

    /// <summary>The chance to stop after each unit, in (0, 1); of the geometric shapes.</summary>
    public double StopRate { get; init; } = 0.2;

    /// <summary>The weights of the lengths 1 to N, not negative, of any positive sum; of <see cref="NgramShape.Weighted"/>.</summary>
    public IReadOnlyList<double> Weights { get; init; } = [];

    /// <summary>The chances of the lengths 1 to N, which sum to 1.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public double[] Chances()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Maximum);
        double[] weights = new double[Maximum];
        for (int n = 1; n <= Maximum; n++)
        {
            weights[n - 1] = Shape switch
            {
                NgramShape.Inverse => 1.0 / n,
                NgramShape.Uniform => 1,
                NgramShape.FavorLonger => 1.0 / (Maximum + 1 - n),
                NgramShape.ClippedGeometric or NgramShape.TruncatedGeometric => GeometricWeight(n),
                NgramShape.Weighted => WeightOf(n),
                _ => throw new ArgumentOutOfRangeException(nameof(Shape), Shape, $"There is no n-gram law '{Shape}'."),
            };
        }

        double sum = weights.Sum();
        return sum > 0
            ? [.. weights.Select(weight => weight / sum)]
            : throw new ArgumentException($"An n-gram law needs weights whose sum is positive, but it is {sum}.");
    }

    private double GeometricWeight(int n)
    {
        if (!(StopRate > 0 && StopRate < 1))
        {
            throw new ArgumentException($"A geometric n-gram law needs a StopRate in (0, 1), but it is {StopRate}.");
        }

        double reached = Math.Pow(1 - StopRate, n - 1);
        return Shape == NgramShape.ClippedGeometric && n == Maximum ? reached : reached * StopRate;
    }

    private double WeightOf(int n)
    {
        if (Weights.Count != Maximum)
        {
            throw new ArgumentException($"An n-gram law of lengths 1 to {Maximum} needs {Maximum} weights, but has {Weights.Count}.");
        }

        return Weights[n - 1] is >= 0 and < double.PositiveInfinity and double weight
            ? weight
            : throw new ArgumentException($"An n-gram law needs weights that are not negative, but has {Weights[n - 1]}.");
    }
}
