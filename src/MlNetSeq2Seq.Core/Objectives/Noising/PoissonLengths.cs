namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>A Poisson law cut off behind the first length whose probability is below 1e-7, and made whole again, as fairseq tabulates it (denoising_dataset.py).</summary>
internal sealed class PoissonLengths
{
    private const double Smallest = 1e-7;

    private readonly double[] _cumulative;

    internal PoissonLengths(double mean)
    {
        List<double> table = [];
        double probability = Math.Exp(-mean);
        for (int k = 1; table.Count <= mean || table[^1] >= Smallest; k++)
        {
            table.Add(probability);
            probability *= mean / k;
        }

        double sum = table.Sum();
        Probabilities = [.. table.Select(p => p / sum)];
        _cumulative = new double[table.Count];
        double total = 0;
        for (int k = 0; k < _cumulative.Length; k++)
        {
            total += Probabilities[k];
            _cumulative[k] = total;
        }
    }

    /// <summary>The probability of each length from 0.</summary>
    internal IReadOnlyList<double> Probabilities { get; }

    internal int Draw(Random random)
    {
        double draw = random.NextDouble();
        int length = 0;
        while (length < _cumulative.Length - 1 && draw >= _cumulative[length])
        {
            length++;
        }

        return length;
    }
}
