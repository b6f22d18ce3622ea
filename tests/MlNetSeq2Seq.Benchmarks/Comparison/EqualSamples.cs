using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>The same pairs as the samples of a network, no longer than both sides pad them to.</summary>
internal static class EqualSamples
{
    public static IEnumerable<TrainingSample> Of(BenchmarkData data, string network) => network switch
    {
        Shapes.Unilm => data.Samples.Select(sample => sample.ToSample()),
        Shapes.Gpt => data.Pairs.Select(pair => Causal(pair, data.SpecialTokens)),
        Shapes.Bart => data.Pairs.Select(pair => Seq2Seq(pair, data.SpecialTokens)),
        _ => throw new ArgumentException($"There is no network '{network}'; there are {string.Join(", ", Shapes.Networks)}."),
    };

    // [CLS] source [SEP] target [SEP], of which every token is asked from those before.
    private static CausalSample Causal(int[][] pair, SpecialTokens special)
    {
        int[] ids = [special.ClassificationId, .. pair[0], special.SeparatorId, .. pair[1], special.SeparatorId];
        ids = ids[..Math.Min(ids.Length, Masking.MaximumLength + 1)];
        return new CausalSample(ids[..^1], ids[1..]);
    }

    private static Seq2SeqSample Seq2Seq(int[][] pair, SpecialTokens special)
    {
        int[] source = [special.ClassificationId, .. pair[0], special.SeparatorId];
        int[] target = [.. pair[1], special.SeparatorId];
        target = target[..Math.Min(target.Length, Masking.MaximumLength)];
        return new Seq2SeqSample(source[..Math.Min(source.Length, Masking.MaximumLength)], [special.SeparatorId, .. target[..^1]], target);
    }
}
