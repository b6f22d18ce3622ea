using MlNetSeq2Seq.Objectives.PrefixLm;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>Batches as the product makes them: fresh masks in every epoch, rows of like length together.</summary>
internal sealed class BucketedBatches
{
    private readonly BenchmarkData _data;
    private readonly PrefixLmMasking _masking;
    private readonly LengthBuckets _buckets;
    private readonly ulong _seed;

    public BucketedBatches(BenchmarkData data, PrefixLmMaskingOptions options, int rows, int seed)
    {
        (_data, _masking, _seed) = (data, new PrefixLmMasking(options), (ulong)seed);
        int[] lengths = [.. data.Samples.Select(sample => sample.Ids.Length)];
        _buckets = new LengthBuckets(lengths, new LengthBucketsOptions { MaximumRows = rows, Seed = seed });
    }

    /// <summary>Batches of an epoch.</summary>
    public int Count => _buckets.BatchCount;

    public IEnumerable<PaddedBatch> Of(int epoch)
    {
        var random = new KeyedRandom();
        foreach (int[] rows in _buckets.Epoch(epoch))
        {
            PrefixSample[] samples = new PrefixSample[rows.Length];
            for (int i = 0; i < rows.Length; i++)
            {
                random.Reset(_seed, (ulong)epoch, (ulong)rows[i]);
                samples[i] = _masking.Apply(_data.Pairs[rows[i]][0], _data.Pairs[rows[i]][1], random);
            }

            yield return PaddedBatch.Of(samples, _data.SpecialTokens.PaddingId);
        }
    }
}
