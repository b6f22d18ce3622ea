using BenchmarkDotNet.Attributes;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Flash;
using MlNetSeq2Seq.Models.Gpt;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Benchmarks.Micro;

/// <summary>
/// The same 8,192 tokens in rows of different lengths, so that times compare as times per token: FLASH's should hardly grow, those of a network with
/// attention over all tokens do.
/// </summary>
public class LengthBenchmarks : IDisposable
{
    private const int TokenCount = 8192;
    private const int Vocabulary = 1000;
    private const int LabelEvery = 8;
    private const int SizeOfHead = 64;

    private FlashModel? _flash;
    private FlashModel? _causal;
    private GptModel? _gpt;
    private PaddedBatch? _masked;
    private PaddedBatch? _continued;

    [Params(512, 2048, TokenCount)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var config = new FlashConfig { VocabularySize = Vocabulary, HiddenSize = 256, LayerCount = 4, MaximumLength = TokenCount };
        _flash = new FlashModel(config);
        _causal = new FlashModel(config with { IsCausal = true });
        _gpt = new GptModel(new GptConfig
        {
            VocabularySize = Vocabulary,
            HiddenSize = config.HiddenSize,
            LayerCount = config.LayerCount,
            HeadCount = config.HiddenSize / SizeOfHead,
            MaximumLength = TokenCount,
            EmbeddingDropout = 0,
            AttentionDropout = 0,
            ResidualDropout = 0,
        });
        var random = new Random(1);
        int[][] rows = [.. Enumerable.Range(0, TokenCount / Length).Select(_ => Enumerable.Range(0, Length).Select(_ => random.Next(Vocabulary)).ToArray())];
        int[] labels = [.. Enumerable.Range(0, Length).Select(i => i % LabelEvery == 0 ? random.Next(Vocabulary) : Labels.Ignore)];
        _masked = PaddedBatch.Of([.. rows.Select(ids => new MaskedSample(ids, new int[Length], labels))], 0);
        _continued = PaddedBatch.Of([.. rows.Select(ids => new CausalSample(ids, labels))], 0);
    }

    [Benchmark]
    public void FlashReads() => Read(_flash!, _masked!);

    [Benchmark]
    public void CausalFlashReads() => Read(_causal!, _continued!);

    [Benchmark]
    public void FlashLearns() => Learn(_flash!, _masked!);

    [Benchmark]
    public void CausalFlashLearns() => Learn(_causal!, _continued!);

    [Benchmark(Baseline = true)]
    public void GptReads() => Read(_gpt!, _continued!);

    [GlobalCleanup]
    public void Dispose()
    {
        _flash?.Dispose();
        _causal?.Dispose();
        _gpt?.Dispose();
        GC.SuppressFinalize(this);
    }

    private static void Read(Seq2SeqModel model, PaddedBatch batch)
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        model.Logits(batch);
    }

    private static void Learn(Seq2SeqModel model, PaddedBatch batch)
    {
        using var scope = NewDisposeScope();
        model.Loss(batch, new TokenLoss()).backward();
        model.zero_grad();
    }
}
