using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Corpora;
using MlNetSeq2Seq.Mixing;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Corpora;

public sealed class TokenDataViewTests : IDisposable
{
    private const int RowCount = 300;

    private readonly MLContext _ml = new(seed: 1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlnetseq2seq-tokens-");
    private readonly Vocabulary _vocabulary = Pairs.Vocabulary;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Rows_are_the_documents_in_order()
    {
        using TokenDataView view = Open();

        ViewRow[] rows = ViewRows.Of(view);

        Assert.Equal(RowCount, view.GetRowCount());
        Assert.Equal(Enumerable.Range(0, RowCount).Select(i => Text(i, "5 7", "0 0", "0")), rows.Select(row => row.Values));
        Assert.Equal(RowCount, rows.Select(row => row.Id).Distinct().Count());
    }

    [Fact]
    public void Special_tokens_are_added_where_they_are_wanted()
    {
        using TokenDataView view = Open(new LoadTokensOptions { Vocabulary = _vocabulary, AddSpecialTokens = true });

        Assert.Equal(Text(3, "2 5 7", "-1 0 0", "1", end: " 3", endWord: " -1"), ViewRows.Of(view)[3].Values);
    }

    [Fact]
    public void Columns_may_be_renamed()
    {
        using TokenDataView view = Open(new LoadTokensOptions { InputIdsColumn = "A", WordIdsColumn = "B", SentenceStartsColumn = "C" });

        Assert.Equal(["A", "B", "C"], view.Schema.Select(column => column.Name));
    }

    [Fact]
    public void A_generator_gives_another_order_of_the_same_rows_and_is_drawn_from_once()
    {
        using TokenDataView view = Open();
        var log = new DrawLog();
        ViewRow[] first = ViewRows.Of(view, log);

        Assert.Equal([nameof(Random.NextInt64)], log.Draws);
        Assert.Equal(ViewRows.Of(view, new KeyedRandom(5)), ViewRows.Of(view, new KeyedRandom(5)));
        Assert.NotEqual(first, ViewRows.Of(view));
        Assert.Equal(ViewRows.Sorted(ViewRows.Of(view)), ViewRows.Sorted(first));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Cursors_of_a_set_share_the_rows(int cursors)
    {
        using TokenDataView view = Open();
        ViewRow[][] canonical = ViewRows.OfSet(view, cursors);
        ViewRow[][] shuffled = ViewRows.OfSet(view, cursors, new KeyedRandom(5));

        Assert.Equal(cursors, canonical.Length);
        Assert.Equal(ViewRows.Sorted(ViewRows.Of(view)), ViewRows.Sorted(canonical.SelectMany(rows => rows)));
        Assert.Equal(ViewRows.Sorted(ViewRows.Of(view)), ViewRows.Sorted(shuffled.SelectMany(rows => rows)));
    }

    [Fact]
    public void Batches_put_the_rows_of_a_set_in_order_again()
    {
        using TokenDataView view = Open();
        List<(long Batch, string Id)> rows = [];
        foreach (DataViewRowCursor cursor in view.GetRowCursorSet(view.Schema, 3, new KeyedRandom(5)))
        {
            ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
            for (DataViewRowId value = default; cursor.MoveNext();)
            {
                id(ref value);
                rows.Add((cursor.Batch, $"{value}"));
            }

            Assert.False(cursor.MoveNext());
            cursor.Dispose();
        }

        Assert.Equal(ViewRows.Of(view, new KeyedRandom(5)).Select(row => row.Id), rows.OrderBy(row => row.Batch).Select(row => row.Id));
    }

    [Fact]
    public void Can_be_mixed_and_shuffled()
    {
        using TokenDataView view = Open();
        IDataView mixed = _ml.Seq2Seq().MixSources(new MixSourcesOptions(), KeyValuePair.Create("tokens", (IDataView)view));

        Assert.Equal(ViewRows.Sorted(ViewRows.Of(mixed, new KeyedRandom(1))), ViewRows.Sorted(ViewRows.Of(mixed, new KeyedRandom(2))));
        Assert.Equal(RowCount, _ml.Data.CreateEnumerable<Row>(_ml.Data.ShuffleRows(view, seed: 3), reuseRowObject: false).Select(row => (row.InputIds![2], row.InputIds[3])).Distinct().Count());
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(30, null)]
    [InlineData(290, 30)]
    [InlineData(RowCount, null)]
    public void A_part_has_the_rows_that_the_whole_has_there_in_any_order(int first, int? most)
    {
        using TokenDataView whole = Open();
        using TokenDataView part = Open(new LoadTokensOptions { FirstRow = first, MaximumRows = most });
        ViewRow[] wanted = [.. ViewRows.Of(whole).Skip(first).Take(most ?? RowCount)];

        Assert.Equal(wanted.Length, part.GetRowCount());
        Assert.Equal(wanted, ViewRows.Of(part));
        Assert.Equal(ViewRows.Sorted(wanted), ViewRows.Sorted(ViewRows.Of(part, new KeyedRandom(5))));
        Assert.Equal(ViewRows.Sorted(wanted), ViewRows.Sorted(ViewRows.OfSet(part, 3).SelectMany(rows => rows)));
    }

    [Fact]
    public void Values_are_given_for_rows_and_active_columns_alone()
    {
        using TokenDataView view = Open();
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["WordIds"]]);
        ValueGetter<VBuffer<int>> words = cursor.GetGetter<VBuffer<int>>(view.Schema["WordIds"]);
        VBuffer<int> value = default;

        Assert.Throws<InvalidOperationException>(() => words(ref value));
        Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<VBuffer<int>>(view.Schema["InputIds"]));
        Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<int>(view.Schema["WordIds"]));
    }

    [Fact]
    public void Says_what_is_wrong()
    {
        var other = new Vocabulary(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "x"]);

        Assert.Contains("another vocabulary", Assert.Throws<InvalidDataException>(() => Open(new LoadTokensOptions { Vocabulary = other })).Message, StringComparison.Ordinal);
        Assert.Contains("needs the vocabulary", Assert.Throws<ArgumentException>(() => Open(new LoadTokensOptions { AddSpecialTokens = true })).Message, StringComparison.Ordinal);
        Assert.Contains("three names", Assert.Throws<ArgumentException>(() => Open(new LoadTokensOptions { WordIdsColumn = "InputIds" })).Message, StringComparison.Ordinal);
        Assert.Contains("cannot begin with row 301 and take all: the dataset has 300 rows", Assert.Throws<ArgumentException>(() => Open(new LoadTokensOptions { FirstRow = RowCount + 1 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Open(new LoadTokensOptions { MaximumRows = -1 }));
        Assert.Contains("no token dataset at", Assert.Throws<FileNotFoundException>(() => _ml.Seq2Seq().LoadTokens(Path.Combine(_folder.FullName, "none"))).Message, StringComparison.Ordinal);
    }

    // A number that tells the row stands third.
    private static string Text(int i, string ids, string words, string sentences, string end = "", string endWord = "") =>
        $"InputIds: {ids} {i % 20} {i / 20}{end}; WordIds: {words} 1 2{endWord}; SentenceStarts: {sentences} {(ids.StartsWith('2') ? 3 : 2)}";

    private TokenDataView Open(LoadTokensOptions? options = null)
    {
        string path = Path.Combine(_folder.FullName, "a.tokens");
        using (var writer = new TokenDatasetWriter(path, _vocabulary))
        {
            for (int i = 0; i < RowCount; i++)
            {
                writer.Append(new TokenDocument([5, 7, i % 20, i / 20], [0, 0, 1, 2], [0, 2]));
            }

            writer.Complete();
        }

        return _ml.Seq2Seq().LoadTokens(path, options);
    }

    private sealed class Row
    {
        public int[]? InputIds { get; set; }
    }
}
