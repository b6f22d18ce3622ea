namespace MlNetSeq2Seq.Training.Watching;

/// <summary>What a validation measured, by names for files and curves.</summary>
internal static class MetricNames
{
    public static IEnumerable<(string Name, double Value)> Of(ValidationResult result)
    {
        // A model that is only asked for classes of rows has no token to be measured on.
        if (result.Labels > 0)
        {
            yield return ("loss", result.Loss);
            yield return ("accuracy", result.Accuracy);
            yield return ("perplexity", result.Perplexity);
        }

        if (result.Sequence is { } sequence)
        {
            yield return ("sequence_loss", sequence.Loss);
            yield return ("sequence_accuracy", sequence.Accuracy);
        }

        foreach ((string name, double value) in result.Scores)
        {
            yield return (name, value);
        }
    }
}
