using BenchmarkDotNet.Attributes;
using MlNetSeq2Seq.Decoding;

namespace MlNetSeq2Seq.Benchmarks.Micro;

/// <summary>What a search itself costs: 8 steps over a vocabulary of 21,128, with a model that costs a copy.</summary>
public class BeamSearchBenchmarks
{
    private const int Sources = 8;
    private const int Steps = 8;

    private readonly ISearch _beam = new BeamSearchOptions { BeamSize = 3, Count = 3, MaximumLength = Steps }.CreateSearch(Texts.SpecialTokens.SeparatorId);
    private readonly ISearch _greedy = new GreedySearchOptions { MaximumLength = Steps }.CreateSearch(Texts.SpecialTokens.SeparatorId);
    private float[] _logits = [];

    [GlobalSetup]
    public void Prepare()
    {
        const float spread = 8;
        var random = new KeyedRandom(1);
        _logits = [.. Enumerable.Range(0, Texts.VocabularySize).Select(_ => (float)random.NextDouble() * spread)];
    }

    [Benchmark]
    public Hypothesis[][] BeamOfThree() => _beam.Run(new FixedSession(_logits, Sources));

    [Benchmark]
    public Hypothesis[][] Greedy() => _greedy.Run(new FixedSession(_logits, Sources));

    /// <summary>A model that says the same always.</summary>
    private sealed class FixedSession(float[] logits, int sources) : IDecoderSession
    {
        public int SourceCount { get; } = sources;

        public int RowCount { get; private set; } = sources;

        public int VocabularySize => logits.Length;

        public void Step(ReadOnlySpan<int> tokens, Span<float> scores)
        {
            for (int row = 0; row < RowCount; row++)
            {
                logits.CopyTo(scores[(row * logits.Length)..]);
            }
        }

        public void Reorder(ReadOnlySpan<int> parents) => RowCount = parents.Length;

        public void Dispose()
        {
        }
    }
}
