using Microsoft.ML;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Corpora;
using MlNetSeq2Seq.Objectives.CausalLm;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Tests.Pipeline;

/// <summary>Rows by number of components that make more or fewer rows of those below, and training on them.</summary>
public sealed class IndexedRowsTests : IDisposable
{
    private const int RowCount = 2_000;
    private const int Length = 24;

    private readonly MLContext _ml = new(seed: 1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlnetseq2seq-tokens-");
    private readonly CausalColumns _columns = new() { PositionIds = "PositionIds", DocumentIds = "DocumentIds" };
    private readonly Vocabulary _vocabulary = Pairs.Vocabulary;
    private readonly TokenDataView _tokens;

    public IndexedRowsTests()
    {
        // Rows of a single token have no window.
        KeyedRandom random = new(4);
        using (var writer = new TokenDatasetWriter(Path.Combine(_folder.FullName, "a.tokens"), _vocabulary))
        {
            for (int i = 0; i < RowCount; i++)
            {
                int length = random.Next(0, 4) == 0 ? 1 : random.Next(2, 70);
                writer.Append(new TokenDocument([.. Enumerable.Range(0, length).Select(_ => random.Next(5, _vocabulary.Count))], [.. Enumerable.Range(0, length)], [0]));
            }

            writer.Complete();
        }

        _tokens = _ml.Seq2Seq().LoadTokens(_folder.FullName, new LoadTokensOptions { MaximumRows = RowCount });
    }

    public static TheoryData<string> Chains =>
        ["cut", "cut, noise", "cut, cut", "cut, pack", "cut, pack, noise", "run", "run with separator", "cut, run with separator", "pack, cut"];

    [Theory]
    [MemberData(nameof(Chains))]
    public void Any_row_by_its_number_is_the_one_that_a_cursor_comes_to(string chain)
    {
        IIndexedRows view = Assert.IsType<IIndexedRows>(Chain(chain, _tokens), exactMatch: false);
        ViewRow[] rows = ViewRows.Of(view);
        long[] order = Shuffled(rows.Length);

        Assert.True(view.HasIndex);
        Assert.Equal(order.Select(row => rows[row]), ViewRows.ByNumber(view, order));
        Assert.Equal(rows, ViewRows.ByNumber(view, [.. Enumerable.Range(0, rows.Length)]));
    }

    [Theory]
    [InlineData("cut, noise")]
    [InlineData("cut, pack, noise")]
    public void A_row_by_its_number_has_the_noise_of_a_cursor_with_the_same_generator(string chain)
    {
        IIndexedRows view = (IIndexedRows)Chain(chain, _tokens);
        Dictionary<string, string> rows = ViewRows.Of(view, new KeyedRandom(5)).ToDictionary(row => row.Id, row => row.Values);
        ViewRow[] read = ViewRows.ByNumber(view, Shuffled(rows.Count), new KeyedRandom(5));

        Assert.Equal(rows.Count, read.Select(row => row.Id).Distinct().Count());
        Assert.All(read, row => Assert.Equal(rows[row.Id], row.Values));
        Assert.NotEqual(ViewRows.Sorted(ViewRows.Of(view)), ViewRows.Sorted(read));
    }

    [Theory]
    [InlineData("noise, cut")]
    [InlineData("noise, pack")]
    [InlineData("noise, cut, pack")]
    public void What_joins_or_cuts_rows_that_change_has_no_index(string chain) =>
        Assert.False(((IIndexedRows)Chain(chain, _tokens)).HasIndex);

    [Theory]
    [MemberData(nameof(Chains))]
    public void What_stands_on_rows_without_index_has_none(string chain) => Assert.False(((IIndexedRows)Chain(chain, WithoutIndex)).HasIndex);

    [Theory]
    [InlineData("cut")]
    [InlineData("cut, pack")]
    public void Rows_that_are_not_there_are_refused(string chain)
    {
        IIndexedRows view = (IIndexedRows)Chain(chain, _tokens);
        int count = ViewRows.Of(view, columns: []).Length;

        Assert.Contains($"Row {count} was asked for of {count}.", Assert.Throws<ArgumentOutOfRangeException>(() => ViewRows.ByNumber(view, [count])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ViewRows.ByNumber(view, [-1]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Batches_of_packed_rows_are_those_of_rows_that_are_kept(int epoch)
    {
        SampleReader indexed = Reader(_tokens);
        SampleReader kept = Reader(WithoutIndex);
        using RowHash ofIndexed = new(), ofKept = new();
        var buckets = new LengthBuckets(indexed.ReadLengths(ofIndexed), new LengthBucketsOptions { MaximumTokens = 400, Seed = 2 });

        Assert.Equal(kept.ReadLengths(ofKept).Length, indexed.RowCount);
        Assert.Equal($"{ofKept}", $"{ofIndexed}");
        Assert.Equal(kept.Batches(buckets, seed: 2, epoch, paddingId: 0).Select(Text), indexed.Batches(buckets, seed: 2, epoch, paddingId: 0).Select(Text));
        Assert.Equal(kept.CanonicalBatches(buckets, 0)().Select(Text), indexed.CanonicalBatches(buckets, 0)().Select(Text));
    }

    [Fact]
    public void Of_packed_rows_only_the_lengths_and_where_they_begin_are_kept()
    {
        // What a process makes once, at its first reading, is no part of it.
        _ = KeptBytesPerRow(_tokens);

        // Twelve bytes for a packed row and eight for each row below it, which is shorter; and the buffers of one row.
        Assert.InRange(KeptBytesPerRow(_tokens), 0, 60);

        // As it would be otherwise: ids, labels, positions and documents, and the objects that hold them.
        Assert.True(KeptBytesPerRow(WithoutIndex) > 16 * (Length / 2));
    }

    public void Dispose()
    {
        _tokens.Dispose();
        _folder.Delete(recursive: true);
    }

    private IDataView WithoutIndex => _ml.Data.TakeRows(_tokens, RowCount);

    private static long[] Shuffled(int count)
    {
        long[] order = [.. Enumerable.Range(0, count)];
        new KeyedRandom(9).Shuffle(order);
        return order;
    }

    private IDataView Chain(string chain, IDataView rows) => chain.Split(", ").Aggregate(
        _ml.Seq2Seq().CausalLmLabels().Fit(rows).Transform(rows),
        (view, step) => Step(step).Fit(view).Transform(view));

    private IEstimator<ITransformer> Step(string step) => step switch
    {
        "cut" => _ml.Seq2Seq().CutWindows(new CutWindowsOptions { Windows = new SlidingWindowsOptions { Size = Length, Stride = Length / 2 } }),
        "pack" => _ml.Seq2Seq().PackSequences(new PackSequencesOptions { Packing = new SequencePackingOptions { MaximumLength = 3 * Length } }),
        "run" => Running(separator: null),
        "run with separator" => Running(separator: 3),

        // Labels go round with their tokens: they are in the place of the words, which packing does not keep.
        _ => _ml.Seq2Seq().RotateDocument(new RotateDocumentOptions { WordIdsColumn = "Labels" }),
    };

    private PackSequencesEstimator Running(int? separator) => _ml.Seq2Seq().PackSequences(new PackSequencesOptions
    {
        Packing = new SequencePackingOptions { MaximumLength = Length, Mode = PackingMode.Concatenate, SeparatorId = separator },
    });

    private SampleReader Reader(IDataView rows) => new(Chain("cut, pack", rows), _columns, _vocabulary.Count);

    private double KeptBytesPerRow(IDataView rows)
    {
        SampleReader reader = Reader(rows);
        var buckets = new LengthBuckets(reader.ReadLengths(), new LengthBucketsOptions { MaximumTokens = 400 });
        long before = GC.GetTotalMemory(forceFullCollection: true);
        using IEnumerator<PaddedBatch> batches = reader.Batches(buckets, seed: 1, epoch: 0, paddingId: 0).GetEnumerator();
        batches.MoveNext();
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(batches.Current);
        return (after - before) / (double)reader.RowCount;
    }

    private static string Text(PaddedBatch batch) =>
        $"{string.Join(' ', batch.Ids)} | {string.Join(' ', batch.Labels)} | {string.Join(' ', batch.PositionIds!)} | {string.Join(' ', batch.DocumentIds!)}";
}
