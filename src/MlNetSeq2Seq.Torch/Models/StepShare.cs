using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Models;

/// <summary>
/// Which part of all that is asked in a step a batch asks. Batches count by what they ask, so that a step is the same however it is cut
/// into batches.
/// </summary>
/// <param name="Tokens">Its part of the weights of labelled tokens, in [0, 1].</param>
/// <param name="Classes">Its part of the rows that have a class, in [0, 1].</param>
internal readonly record struct StepShare(double Tokens, double Classes)
{
    /// <summary>The share of a batch that is the whole step.</summary>
    public static StepShare Whole { get; } = new(1, 1);

    /// <summary>The shares of the batches of a step.</summary>
    public static StepShare[] Of(IReadOnlyList<PaddedBatch> batches)
    {
        double[] weights = [.. batches.Select(batch => (double)batch.LabelWeights.Sum())];
        double[] rows = [.. batches.Select(batch => (double)batch.SequenceLabels.Count(label => label != Labels.Ignore))];
        return [.. weights.Zip(rows, (weight, count) => new StepShare(Part(weight, weights), Part(count, rows)))];
    }

    private static double Part(double one, double[] all) => all.Sum() is > 0 and double sum ? one / sum : 1.0 / all.Length;
}
