namespace MlNetSeq2Seq.Metrics;

/// <summary>The share of rows whose predicted label is the right one; rows without a label do not count. The metric of CLUE's classification tasks.</summary>
public sealed class LabelAccuracy
{
    /// <summary>Rows with a label.</summary>
    public long Count { get; private set; }

    /// <summary>Rows whose label was predicted.</summary>
    public long Correct { get; private set; }

    /// <summary>The share, in [0, 1]; 0 where no row has a label.</summary>
    public double Value => Count == 0 ? 0 : (double)Correct / Count;

    /// <summary>Adds a row.</summary>
    /// <param name="predicted">The predicted label.</param>
    /// <param name="label">The right one; empty for a row that has none.</param>
    public void Add(string predicted, string label)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(label);
        if (label.Length > 0)
        {
            Count++;
            Correct += predicted == label ? 1 : 0;
        }
    }
}
