using Microsoft.ML;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>UniLM's four objectives, one in each batch.</summary>
public sealed class OneAttentionKindTests : IDisposable
{
    private const int Padding = 0;
    private const int RowCount = 2_000;

    private static readonly LengthBucketsOptions s_batches = new() { MaximumRows = 8, OneAttentionKind = true, Seed = 3 };
    private static readonly PrefixColumns s_columns = new() { SequenceLabel = "SequenceLabel" };

    private readonly MLContext _ml = new(seed: 1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlnetseq2seq-objectives-");

    [Fact]
    public void Each_batch_has_one_objective_and_the_batches_follow_the_mix()
    {
        var reader = new SampleReader(Encoded(RowCount), s_columns, Pairs.Vocabulary.Count);
        var buckets = new LengthBuckets(reader.ReadLengths(), s_batches);

        PaddedBatch[] batches = [.. reader.Batches(buckets, seed: 3, epoch: 1, Padding)];

        Assert.Equal(buckets.BatchCount, batches.Length);
        Assert.Equal(RowCount, batches.Sum(batch => batch.Rows));
        Assert.All(batches, batch => Assert.Single(batch.Attention.Select(shape => shape.Kind).Distinct()));
        foreach ((AttentionKind kind, double share) in new[] { (AttentionKind.Bidirectional, 1 / 3.0), (AttentionKind.LeftToRight, 1 / 6.0), (AttentionKind.RightToLeft, 1 / 6.0), (AttentionKind.SequenceToSequence, 1 / 3.0) })
        {
            double measured = batches.Where(batch => batch.Attention[0].Kind == kind).Sum(batch => batch.Rows) / (double)RowCount;
            double tolerance = 4 * Math.Sqrt(share * (1 - share) / RowCount);
            Assert.InRange(measured, share - tolerance, share + tolerance);
        }
    }

    [Fact]
    public void Rows_have_the_noise_that_they_have_in_mixed_batches()
    {
        var reader = new SampleReader(Encoded(40), s_columns, Pairs.Vocabulary.Count);
        int[] lengths = reader.ReadLengths();

        PaddedBatch[] apart = [.. reader.Batches(new LengthBuckets(lengths, s_batches), seed: 3, epoch: 2, Padding)];
        PaddedBatch[] mixed = [.. reader.Batches(new LengthBuckets(lengths, s_batches with { OneAttentionKind = false }), seed: 3, epoch: 2, Padding)];

        Assert.Contains(mixed, batch => batch.Attention.Select(shape => shape.Kind).Distinct().Count() > 1);
        Assert.Equal(Rows(mixed), Rows(apart));
    }

    [Fact]
    public void A_training_goes_on_where_it_was_stopped_and_not_with_batches_of_another_kind()
    {
        UnilmTrainerOptions options = SmallTraining.Options(epochs: 3) with { Columns = s_columns, Batches = s_batches };
        options = options with { Network = options.Network! with { SequenceClassCount = 2 } };
        using TextGenerationTransformer whole = Fit(options, out TrainingResult all);
        UnilmTrainerOptions saved = options with { Training = options.Training with { Checkpoints = new CheckpointOptions { Folder = _folder.FullName } } };
        int stop = (all.Steps.Count / 2) + 1;
        using var source = new CancellationTokenSource();
        Fit(saved with { CancellationToken = source.Token, Progress = new Act(step => { if (step.Step == stop) { source.Cancel(); } }) }, out _).Dispose();

        Exception thrown = Assert.ThrowsAny<Exception>(() => Fit(saved with { Batches = s_batches with { OneAttentionKind = false } }, out _));
        using TextGenerationTransformer resumed = Fit(saved, out TrainingResult second);

        Assert.Contains("was made with other options", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(stop, second.ResumedFrom);
        Assert.Equal(Weights(whole), Weights(resumed));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static float[] Weights(TextGenerationTransformer model) =>
        [.. StateDict.Parameters(model.Model.Network).OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => p.Value.data<float>().ToArray())];

    private static IEnumerable<string> Rows(PaddedBatch[] batches) => batches
        .SelectMany(batch => Enumerable.Range(0, batch.Rows).Select(row => string.Join(' ', batch.Ids.AsSpan(row * batch.Length, batch.Attention[row].Length).ToArray())))
        .Order(StringComparer.Ordinal);

    private TextGenerationTransformer Fit(UnilmTrainerOptions options, out TrainingResult result)
    {
        var trainer = _ml.Seq2Seq().Trainers.Unilm(options);
        TextGenerationTransformer model = trainer.Fit(Encoded(20));
        result = trainer.Result!;
        return model;
    }

    private IDataView Encoded(int count)
    {
        string[] texts = [.. Pairs.All.Select(pair => pair.Target)];
        IDataView rows = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Run { Sentences = [.. Enumerable.Range(0, 2 + (i % 3)).Select(n => texts[(i + n) % texts.Length])] }));
        return _ml.Seq2Seq().EncodeUnilmPretraining(new EncodeUnilmPretrainingOptions { Vocabulary = Pairs.Vocabulary, Columns = s_columns }).Fit(rows).Transform(rows);
    }

    private sealed class Run
    {
        public string[] Sentences { get; set; } = [];
    }

    private sealed class Act(Action<TrainingStep> act) : IProgress<TrainingStep>
    {
        public void Report(TrainingStep value) => act(value);
    }
}
