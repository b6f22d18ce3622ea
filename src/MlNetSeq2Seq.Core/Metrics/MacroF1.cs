namespace MlNetSeq2Seq.Metrics;

/// <summary>
/// The mean of the labels' F1, in which rare labels count as much as frequent ones; rows without a label do not count. A label counts
/// where a row has it or it was predicted. Source: Sokolova and Lapalme, "A systematic analysis of performance measures for classification tasks" (2009).
/// </summary>
/// <remarks>differs: the mean is of each label's F1, as scikit-learn has it, not the F1 of mean precision and recall.</remarks>
public sealed class MacroF1
{
    private readonly Dictionary<string, Tally> _labels = [];

    /// <summary>The mean, in [0, 1]; 0 where no row has a label.</summary>
    public double Value => _labels.Count == 0 ? 0 : _labels.Values.Average(label => 2.0 * label.Right / (label.Predicted + label.Wanted));

    /// <summary>Adds a row.</summary>
    /// <param name="predicted">The predicted label.</param>
    /// <param name="label">The right one; empty for a row that has none.</param>
    public void Add(string predicted, string label)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(label);
        if (label.Length > 0)
        {
            Of(predicted).Predicted++;
            Of(label).Wanted++;
            Of(label).Right += predicted == label ? 1 : 0;
        }
    }

    private Tally Of(string label)
    {
        if (!_labels.TryGetValue(label, out Tally? tally))
        {
            _labels.Add(label, tally = new Tally());
        }

        return tally;
    }

    private sealed class Tally
    {
        public long Right { get; set; }

        public long Predicted { get; set; }

        public long Wanted { get; set; }
    }
}
