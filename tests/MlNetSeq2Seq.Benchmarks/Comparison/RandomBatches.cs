using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>Batches of random tokens for trainings of which only the cost is looked at.</summary>
internal static class RandomBatches
{
    /// <summary>Tokens of a row.</summary>
    public const int Length = 64;

    private const int LabelCount = 10;

    /// <summary>One epoch of so many batches, each made when it is asked for.</summary>
    public static EpochBatches Of(int vocabulary, int rows, int count) => new(count, _ => Enumerable.Range(0, count).Select(number =>
    {
        var random = new KeyedRandom(1, (ulong)number);
        return PaddedBatch.Of([.. Enumerable.Range(0, rows).Select(_ => Sample(random, vocabulary))], paddingId: 0);
    }));

    private static MaskedSample Sample(KeyedRandom random, int vocabulary)
    {
        int[] ids = [.. Enumerable.Range(0, Length).Select(_ => random.Next(vocabulary))];
        return new MaskedSample(ids, new int[Length], [.. ids.Select((id, i) => i < LabelCount ? id : Labels.Ignore)]);
    }
}
