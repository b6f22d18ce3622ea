using BenchmarkDotNet.Attributes;
using MlNetSeq2Seq.Objectives.PrefixLm;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Benchmarks.Micro;

/// <summary>From token ids to a batch.</summary>
public class SampleBenchmarks
{
    private const int Rows = 32;

    private readonly KeyedRandom _random = new(1);
    private readonly PrefixLmMasking _masking = new(new PrefixLmMaskingOptions
    {
        Layout = new PrefixLmOptions { SpecialTokens = Texts.SpecialTokens },
        VocabularySize = Texts.VocabularySize,
    });

    private int[] _source = [];
    private int[] _target = [];
    private PrefixSample[] _samples = [];

    [GlobalSetup]
    public void Prepare()
    {
        const int sourceLength = 7;
        const int targetLength = 13;
        _source = Texts.Ids(_random, sourceLength);
        _target = Texts.Ids(_random, targetLength);
        _samples = [.. Enumerable.Range(0, Rows).Select(row => _masking.Apply(_source, Texts.Ids(_random, targetLength + (row % 8)), _random))];
    }

    [Benchmark]
    public PrefixSample MaskOnePair() => _masking.Apply(_source, _target, _random);

    [Benchmark]
    public PaddedBatch PadBatchOf32() => PaddedBatch.Of(_samples, Texts.SpecialTokens.PaddingId);

    [Benchmark]
    public bool[] AttentionMasksOf32() => PaddedBatch.Of(_samples, Texts.SpecialTokens.PaddingId).AttentionMatrix();
}
