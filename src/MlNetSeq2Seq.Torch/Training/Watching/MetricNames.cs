namespace MlNetSeq2Seq.Training.Watching;

/// <summary>What a validation measured, by names for files and curves.</summary>
internal static class MetricNames
{
    public static IEnumerable<(string Name, double Value)> Of(ValidationResult result)
    {
        (string Name, double Value)[] own = [.. Own(result)];

        // A score may have the name of one of these, and both are to be told.
        return own.Concat(result.Scores.Select(score => (own.Any(metric => metric.Name == score.Key) ? $"{score.Key} score" : score.Key, score.Value)));
    }

    private static IEnumerable<(string Name, double Value)> Own(ValidationResult result)
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
    }
}
