namespace MlNetSeq2Seq.Metrics;

/// <summary>Checks what metrics are merged.</summary>
internal static class MetricMerge
{
    internal static TMetric Check<TMetric>(TMetric metric, IGenerationMetric other)
        where TMetric : IGenerationMetric => other is TMetric same && same.Name == metric.Name
            ? same
            : throw new ArgumentException(
                $"A {metric.Name} can be merged with a {metric.Name}, but got {other?.Name ?? "null"}.", nameof(other));
}
