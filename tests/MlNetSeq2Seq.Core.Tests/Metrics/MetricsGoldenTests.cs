using System.Text.Json;
using MlNetSeq2Seq.Metrics;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Tests.Metrics;

/// <summary>
/// Against a textbook implementation in exact fractions (ROUGE, BLEU; the latter equals NLTK 3.8) and numpy in float64 (perplexity).
/// </summary>
public sealed class MetricsGoldenTests
{
    private const string TextFile = "data/metrics/rouge_bleu.json";
    private const string PerplexityFile = "data/metrics/perplexity.json";

    public static TheoryData<int> Pairs() => Golden.Numbers(() => Golden.Json(TextFile).GetProperty("pairs").GetArrayLength());

    public static TheoryData<int> PerplexityCases() =>
        Golden.Numbers(() => Golden.Json(PerplexityFile).GetProperty("cases").GetArrayLength());

    [SharedTheory]
    [MemberData(nameof(Pairs))]
    public void Rouge_of_a_pair_is_the_reference_s(int number)
    {
        JsonElement pair = Golden.Json(TextFile).GetProperty("pairs")[number];
        (int[] hypothesis, int[] reference) = UnitsOf(pair);
        AssertScore(pair.GetProperty("rouge_1"), RougeScore.OfNgrams(hypothesis, reference, 1));
        AssertScore(pair.GetProperty("rouge_2"), RougeScore.OfNgrams(hypothesis, reference, 2));
        RougeScore longest = RougeScore.OfLongestCommonSubsequence(hypothesis, reference);
        AssertScore(pair.GetProperty("rouge_l"), longest);
        Assert.Equal(pair.GetProperty("rouge_l").GetProperty("f_beta_1.2").GetDouble(), longest.F(1.2), 1e-9);
    }

    [SharedTheory]
    [MemberData(nameof(Pairs))]
    public void Bleu_of_a_pair_is_the_reference_s(int number)
    {
        JsonElement pair = Golden.Json(TextFile).GetProperty("pairs")[number];
        BleuCounts counts = new();
        (int[] hypothesis, int[] reference) = UnitsOf(pair);
        counts.Add(hypothesis, reference);
        Assert.Equal(pair.GetProperty("bleu4").GetDouble(), counts.Score(), 1e-9);
        Assert.Equal(pair.GetProperty("bleu4_method1").GetDouble(), counts.Score(BleuSmoothing.Epsilon), 1e-9);
    }

    [SharedFact]
    public void Corpus_is_the_reference_s()
    {
        JsonElement corpus = Golden.Json(TextFile).GetProperty("corpus");
        IGenerationMetric[] metrics = [new Rouge(RougeKind.Rouge1), new Rouge(RougeKind.Rouge2), new Rouge(RougeKind.RougeL), new Bleu4()];
        foreach (JsonElement pair in Golden.Json(TextFile).GetProperty("pairs").EnumerateArray())
        {
            (int[] hypothesis, int[] reference) = UnitsOf(pair);
            Array.ForEach(metrics, metric => metric.Add(hypothesis, reference));
        }

        string[] names = ["mean_rouge_1_f1", "mean_rouge_2_f1", "mean_rouge_l_f1", "corpus_bleu4"];
        Assert.Equal(
            names.Select(name => corpus.GetProperty(name).GetDouble()),
            metrics.Select(metric => metric.Value),
            (x, y) => Math.Abs(x - y) < 1e-9);
        BleuCounts counts = ((Bleu4)metrics[3]).Counts;
        JsonElement expected = corpus.GetProperty("corpus_bleu4_counts");
        Assert.Equal(expected.GetProperty("match").Integers().Select(count => (long)count), counts.Matches);
        Assert.Equal(expected.GetProperty("total").Integers().Select(count => (long)count), counts.Totals);
        Assert.Equal(expected.GetProperty("hyp_length").GetInt64(), counts.HypothesisLength);
        Assert.Equal(expected.GetProperty("ref_length").GetInt64(), counts.ReferenceLength);
    }

    [SharedTheory]
    [MemberData(nameof(PerplexityCases))]
    public void Perplexity_and_accuracy_are_the_reference_s(int number)
    {
        JsonElement expected = Golden.Json(PerplexityFile).GetProperty("cases")[number];
        int[] targets = expected.GetProperty("targets").Integers();
        int[] mask = expected.GetProperty("mask").Integers();
        Perplexity perplexity = new();
        TokenAccuracy accuracy = new();
        for (int i = 0; i < targets.Length; i++)
        {
            float[] logits = expected.GetProperty("logits")[i].Floats();
            int label = mask[i] == 1 ? targets[i] : Labels.Ignore;
            perplexity.Add(logits, label);
            accuracy.Add(logits, label);
        }

        Assert.Equal(expected.GetProperty("count").GetInt64(), perplexity.Count);
        Assert.Equal(
            expected.GetProperty("sum_nll").GetDouble(),
            perplexity.NegativeLogLikelihood,
            Math.Abs(expected.GetProperty("sum_nll").GetDouble()) * 1e-6);
        Assert.Equal(
            expected.GetProperty("perplexity").GetDouble(), perplexity.Value, expected.GetProperty("perplexity").GetDouble() * 1e-6);
        Assert.Equal(expected.GetProperty("bits_per_token").GetDouble(), perplexity.BitsPerToken, 1e-5);
        Assert.Equal(
            expected.GetProperty("perplexity_per_character").GetDouble(),
            perplexity.PerCharacter(expected.GetProperty("characters").GetInt64()),
            expected.GetProperty("perplexity_per_character").GetDouble() * 1e-6);
        Assert.Equal(expected.GetProperty("accuracy").GetDouble(), accuracy.Value, 1e-12);
    }

    private static (int[] Hypothesis, int[] Reference) UnitsOf(JsonElement pair) =>
        (TextUnits.Characters(pair.GetProperty("hypothesis").GetString()!),
            TextUnits.Characters(pair.GetProperty("reference").GetString()!));

    private static void AssertScore(JsonElement expected, RougeScore score)
    {
        Assert.Equal(expected.GetProperty("p").GetDouble(), score.Precision, 1e-9);
        Assert.Equal(expected.GetProperty("r").GetDouble(), score.Recall, 1e-9);
        Assert.Equal(expected.GetProperty("f1").GetDouble(), score.F1, 1e-9);
    }
}
