using Microsoft.Data.Analysis;

namespace MlNetSeq2Seq.Evaluation;

/// <summary>What an evaluation gives, whatever was evaluated.</summary>
public abstract record EvaluationMetrics
{
    /// <summary>The number of rows that count.</summary>
    public required long Count { get; init; }

    /// <summary>The scores of each row that counts, in their order; null where they were not asked for.</summary>
    public DataFrame? Rows { get; init; }

    /// <summary>The metrics by the names that tables have for them.</summary>
    private protected abstract (string Name, double Value)[] Values { get; }

    /// <summary>The metrics as a table of two columns, metric and value.</summary>
    public DataFrame ToDataFrame() =>
        new(new StringDataFrameColumn("metric", Values.Select(value => value.Name)), new DoubleDataFrameColumn("value", Values.Select(value => value.Value)));
}
