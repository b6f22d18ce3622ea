using MlNetSeq2Seq.Metrics;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Evaluation;

/// <summary>Compares written texts with those that are wanted.</summary>
internal static class GenerationEvaluator
{
    /// <summary>The metrics over pairs.</summary>
    /// <param name="pairs">What was written and what is wanted.</param>
    /// <param name="tokenizer">Brings the wanted texts to what a model with this tokenizer can write at all; null to compare them as they are.</param>
    /// <param name="keep">Is told each pair with its scores; null for nobody.</param>
    public static GenerationMetrics Evaluate(IEnumerable<(string Written, string Wanted)> pairs, ITextTokenizer? tokenizer, Action<(string Name, object Value)[]>? keep = null)
    {
        var all = new MetricSet();
        foreach ((string written, string wanted) in pairs)
        {
            // Tokens lose case, double spaces and what the vocabulary lacks.
            string writable = tokenizer is null ? wanted : tokenizer.Decode(tokenizer.Encode(wanted).Ids);
            all.Add(written, writable);
            if (keep is not null)
            {
                var one = new MetricSet();
                one.Add(written, writable);
                keep([("Generated", written), ("Target", wanted), ("Rouge1", one.Rouge1.Value), ("Rouge2", one.Rouge2.Value), ("RougeL", one.RougeL.Value), ("Bleu4", one.Bleu4.Value), ("ExactMatch", one.Exact.Value)]);
            }
        }

        return new GenerationMetrics
        {
            Count = all.Rouge1.Count, Rouge1 = all.Rouge1.Value, Rouge2 = all.Rouge2.Value, RougeL = all.RougeL.Value, Bleu4 = all.Bleu4.Value,
            ExactMatch = all.Exact.Value, Distinct1 = all.Distinct1.Value, Distinct2 = all.Distinct2.Value,
        };
    }

    private sealed class MetricSet
    {
        public Rouge Rouge1 { get; } = new(RougeKind.Rouge1);

        public Rouge Rouge2 { get; } = new(RougeKind.Rouge2);

        public Rouge RougeL { get; } = new(RougeKind.RougeL);

        public Bleu4 Bleu4 { get; } = new(BleuSmoothing.Epsilon);

        public ExactMatch Exact { get; } = new();

        public DistinctN Distinct1 { get; } = new(1);

        public DistinctN Distinct2 { get; } = new(2);

        public void Add(string written, string wanted)
        {
            int[] hypothesis = TextUnits.Characters(written);
            int[] reference = TextUnits.Characters(wanted);
            foreach (IGenerationMetric metric in (IGenerationMetric[])[Rouge1, Rouge2, RougeL, Bleu4, Exact, Distinct1, Distinct2])
            {
                metric.Add(hypothesis, reference);
            }
        }
    }
}
