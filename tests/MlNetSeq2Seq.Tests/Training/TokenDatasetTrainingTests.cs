using Microsoft.ML;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Corpora;
using MlNetSeq2Seq.FillMask;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>Training on a token dataset, whose rows are read when a batch needs them.</summary>
public sealed class TokenDatasetTrainingTests : IDisposable
{
    private const int RowCount = 3_000;
    private const int Padding = 0;

    private readonly MLContext _ml = new(seed: 1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlnetseq2seq-tokens-");
    private readonly MaskedColumns _columns = new() { SegmentIds = null };
    private readonly Vocabulary _vocabulary = Pairs.Vocabulary;

    public TokenDatasetTrainingTests()
    {
        KeyedRandom random = new(4);
        using var writer = new TokenDatasetWriter(Path.Combine(_folder.FullName, "a.tokens"), _vocabulary);
        for (int i = 0; i < RowCount; i++)
        {
            int length = random.Next(1, 60);
            writer.Append(new TokenDocument([.. Enumerable.Range(0, length).Select(_ => random.Next(5, _vocabulary.Count))], [.. Enumerable.Range(0, length).Select(n => n / 2)], [0]));
        }

        writer.Complete();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Batches_are_those_of_rows_that_are_kept(int epoch)
    {
        using TokenDataView tokens = Open();
        var options = new LengthBucketsOptions { MaximumTokens = 400, Seed = 2 };
        SampleReader indexed = Reader(Masked(tokens));
        SampleReader kept = Reader(Masked(WithoutIndex(tokens)));
        using RowHash ofIndexed = new(), ofKept = new();
        var buckets = new LengthBuckets(indexed.ReadLengths(ofIndexed), options);

        Assert.Equal(kept.ReadLengths(ofKept).Length, indexed.RowCount);
        Assert.Equal($"{ofKept}", $"{ofIndexed}");
        Assert.Equal(kept.Batches(buckets, seed: 2, epoch, Padding).Select(Text), indexed.Batches(buckets, seed: 2, epoch, Padding).Select(Text));
        Assert.Equal(kept.CanonicalBatches(buckets, Padding)().Select(Text), indexed.CanonicalBatches(buckets, Padding)().Select(Text));
    }

    [Fact]
    public void Of_the_rows_only_the_lengths_are_kept()
    {
        using TokenDataView tokens = Open();
        Assert.InRange(KeptBytesPerRow(Masked(tokens)), 0, 40);

        // As it would be otherwise: ids and labels of thirty tokens and the objects that hold them.
        Assert.True(KeptBytesPerRow(Masked(WithoutIndex(tokens))) > 240);
    }

    [Fact]
    public void A_network_learns_the_same_from_rows_that_are_read_and_rows_that_are_kept()
    {
        using TokenDataView tokens = Open(new LoadTokensOptions { Vocabulary = _vocabulary, AddSpecialTokens = true, MaximumRows = 40 });

        Assert.Equal(Train(WithoutIndex(tokens)), Train(tokens));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // A view of ML.NET's own has no index, so neither has what stands on it.
    private IDataView WithoutIndex(TokenDataView tokens) => _ml.Data.TakeRows(tokens, RowCount);

    private TokenDataView Open(LoadTokensOptions? options = null) => _ml.Seq2Seq().LoadTokens(_folder.FullName, options);

    private IDataView Masked(IDataView rows) =>
        _ml.Seq2Seq().WholeWordMask(new WholeWordMaskOptions { Vocabulary = _vocabulary, Rule = MaskingRule.BertWwm }).Fit(rows).Transform(rows);

    private SampleReader Reader(IDataView rows) => new(rows, _columns, _vocabulary.Count);

    private double KeptBytesPerRow(IDataView rows)
    {
        SampleReader reader = Reader(rows);
        var buckets = new LengthBuckets(reader.ReadLengths(), new LengthBucketsOptions { MaximumTokens = 400 });
        long before = GC.GetTotalMemory(forceFullCollection: true);
        using IEnumerator<PaddedBatch> batches = reader.Batches(buckets, seed: 1, epoch: 0, Padding).GetEnumerator();
        batches.MoveNext();
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(batches.Current);
        return (after - before) / (double)RowCount;
    }

    private float[] Train(IDataView rows)
    {
        var trainer = _ml.Seq2Seq().Trainers.Bert(new BertTrainerOptions
        {
            Vocabulary = _vocabulary,
            Columns = _columns,
            Network = (BertConfig)SmallEncoders.Config("bert", _vocabulary, length: 64),
            Training = new TrainingOptions { Epochs = 2, Seed = 1 },
            Batches = new LengthBucketsOptions { MaximumTokens = 400 },
            Validation = Masked(rows),
        });
        using FillMaskTransformer model = trainer.Fit(Masked(rows));
        return [(float)trainer.Result!.Validations[^1].Loss, .. StateDict.Parameters(model.Model.Network).OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => p.Value.data<float>().ToArray())];
    }

    private static string Text(PaddedBatch batch) => $"{string.Join(' ', batch.Ids)} | {string.Join(' ', batch.Labels)}";
}
