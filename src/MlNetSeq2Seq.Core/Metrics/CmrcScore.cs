using System.Globalization;

namespace MlNetSeq2Seq.Metrics;

/// <summary>
/// F1, exact match and their mean as CMRC2018's own evaluation has them (Cui et al., arXiv:1810.07366; ymcui/cmrc2018, cmrc2018_evaluate.py):
/// in percent, over the answer that fits best.
/// </summary>
/// <remarks>
/// Units are lower-case Chinese characters and, of what stands between them, English words. F1 is that of the longest run of units that prediction
/// and answer share.
/// </remarks>
public sealed class CmrcScore
{
    private const double Percent = 100;
    private double _f1;
    private long _exact;

    /// <summary>Number of questions.</summary>
    public long Count { get; private set; }

    /// <summary>The mean F1, in [0, 100]; 0 where there is no question.</summary>
    public double F1 => Count == 0 ? 0 : Percent * _f1 / Count;

    /// <summary>The share of questions whose prediction is an answer, punctuation aside, in [0, 100].</summary>
    public double ExactMatch => Count == 0 ? 0 : Percent * _exact / Count;

    /// <summary>The mean of the two, by which models are compared; in [0, 100].</summary>
    public double Average => (F1 + ExactMatch) / 2;

    /// <summary>Adds a question.</summary>
    /// <param name="prediction">What was found; empty for a question that was not answered.</param>
    /// <param name="answers">What counts as right; at least one.</param>
    /// <exception cref="ArgumentException">There is no answer.</exception>
    public void Add(string prediction, IReadOnlyList<string> answers)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(answers);
        if (answers.Count == 0)
        {
            throw new ArgumentException("CmrcScore needs an answer to compare with, but the question has none.", nameof(answers));
        }

        string[] units = CmrcUnits.Of(prediction);
        string bare = CmrcUnits.WithoutPunctuation(prediction);
        _f1 += answers.Max(answer => F1Of(units, CmrcUnits.Of(answer)));
        _exact += answers.Any(answer => CmrcUnits.WithoutPunctuation(answer) == bare) ? 1 : 0;
        Count++;
    }

    /// <summary>The three values with three decimals.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"AVERAGE {Average:f3}, F1 {F1:f3}, EM {ExactMatch:f3}");

    private static double F1Of(string[] prediction, string[] answer)
    {
        double shared = LongestSharedRun(prediction, answer);
        if (shared == 0)
        {
            return 0;
        }

        (double precision, double recall) = (shared / prediction.Length, shared / answer.Length);
        return 2 * precision * recall / (precision + recall);
    }

    private static int LongestSharedRun(string[] first, string[] second)
    {
        int longest = 0;

        // The length of the run that ends at each unit of the second, for the present unit of the first.
        int[] runs = new int[second.Length + 1];
        foreach (string unit in first)
        {
            for (int i = second.Length; i > 0; i--)
            {
                runs[i] = unit == second[i - 1] ? runs[i - 1] + 1 : 0;
                longest = Math.Max(longest, runs[i]);
            }
        }

        return longest;
    }
}
