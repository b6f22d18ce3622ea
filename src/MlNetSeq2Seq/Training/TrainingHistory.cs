using Microsoft.Data.Analysis;

namespace MlNetSeq2Seq.Training;

/// <summary>What a training did, as data frames.</summary>
public static class TrainingHistory
{
    /// <summary>The steps: Step, Epoch, Loss, LearningRate, GradientNorm, Tokens, TokensPerSecond, Seconds, IsSkipped.</summary>
    /// <param name="result">What the training did.</param>
    public static DataFrame StepsFrame(this TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new DataFrame(
            new Int64DataFrameColumn("Step", result.Steps.Select(s => s.Step)),
            new Int32DataFrameColumn("Epoch", result.Steps.Select(s => s.Epoch)),
            new DoubleDataFrameColumn("Loss", result.Steps.Select(s => s.Loss)),
            new DoubleDataFrameColumn("LearningRate", result.Steps.Select(s => s.LearningRate)),
            new DoubleDataFrameColumn("GradientNorm", result.Steps.Select(s => s.GradientNorm)),
            new Int32DataFrameColumn("Tokens", result.Steps.Select(s => s.Tokens)),
            new DoubleDataFrameColumn("TokensPerSecond", result.Steps.Select(s => s.TokensPerSecond)),
            new DoubleDataFrameColumn("Seconds", result.Steps.Select(s => s.Elapsed.TotalSeconds)),
            new BooleanDataFrameColumn("IsSkipped", result.Steps.Select(s => s.IsSkipped)));
    }

    /// <summary>The measurements on validation data: Step, Epoch; Loss, Accuracy, Perplexity where tokens have labels; SequenceLoss and SequenceAccuracy where rows have classes; and a column for each score.</summary>
    /// <param name="result">What the training did.</param>
    public static DataFrame ValidationsFrame(this TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        IReadOnlyList<ValidationResult> validations = result.Validations;
        var frame = new DataFrame(
            new Int64DataFrameColumn("Step", validations.Select(v => v.Step)),
            new Int32DataFrameColumn("Epoch", validations.Select(v => v.Epoch)));
        if (validations.Any(v => v.Labels > 0))
        {
            frame.Columns.Add(new DoubleDataFrameColumn("Loss", validations.Select(v => v.Loss)));
            frame.Columns.Add(new DoubleDataFrameColumn("Accuracy", validations.Select(v => v.Accuracy)));
            frame.Columns.Add(new DoubleDataFrameColumn("Perplexity", validations.Select(v => v.Perplexity)));
        }

        if (validations.Any(v => v.Sequence is not null))
        {
            frame.Columns.Add(new DoubleDataFrameColumn("SequenceLoss", validations.Select(v => v.Sequence?.Loss)));
            frame.Columns.Add(new DoubleDataFrameColumn("SequenceAccuracy", validations.Select(v => v.Sequence?.Accuracy)));
        }

        foreach (string name in validations.SelectMany(v => v.Scores.Keys).Distinct())
        {
            frame.Columns.Add(new DoubleDataFrameColumn(name, validations.Select(v => v.Scores.TryGetValue(name, out double score) ? score : (double?)null)));
        }

        return frame;
    }
}
