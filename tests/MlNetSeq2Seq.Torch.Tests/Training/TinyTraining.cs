using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Training;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>Batches that a tiny model learns in milliseconds: each token is followed by the next larger one.</summary>
internal static class TinyTraining
{
    public const int BatchesOfEpoch = 5;

    public static EpochBatches Batches { get; } = new(BatchesOfEpoch, Epoch);

    public static IEnumerable<PaddedBatch> Held() => [Batch(new KeyedRandom(99, 0))];

    public static TinyModel Model(int seed = 1, double dropout = 0.1)
    {
        manual_seed(seed);
        return new TinyModel(dropout);
    }

    public static PaddedBatch Batch(Random random, int rows = 4) => PaddedBatch.Of([.. Enumerable.Range(0, rows).Select(_ => Sample(random))], paddingId: 0);

    private static IEnumerable<PaddedBatch> Epoch(int epoch) => Enumerable.Range(0, BatchesOfEpoch).Select(batch => Batch(new KeyedRandom((ulong)epoch, (ulong)batch)));

    private static CausalSample Sample(Random random)
    {
        int first = random.Next(1, TinyModel.Vocabulary);
        int[] ids = [.. Enumerable.Range(first, random.Next(2, 7)).Select(id => id % TinyModel.Vocabulary)];
        return new CausalSample(ids, [.. ids.Select(id => (id + 1) % TinyModel.Vocabulary)]);
    }
}
