using Microsoft.ML;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Corpora;

/// <summary>A <see cref="TokenDataset"/> as rows: opens at once whatever its size, can be shuffled, and is dealt out to as many cursors as are asked for.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>InputIds</term><description>vector of Int32</description></item>
/// <item><term>WordIds</term><description>vector of Int32 of the same length, -1 for special tokens</description></item>
/// <item><term>SentenceStarts</term><description>vector of Int32</description></item>
/// </list>
/// The id of a row is its place in the corpus, whatever the shards and the order.
/// </remarks>
public sealed class TokenDataView : IDataView, IDisposable
{
    private readonly ColumnContract _columns;
    private readonly (int First, int Last)? _special;

    internal TokenDataView(TokenDataset dataset, LoadTokensOptions options)
    {
        Dataset = dataset;
        _columns = new ColumnContract(
            "LoadTokens",
            Reads: [],
            Writes: [ColumnSpec.Int32s(options.InputIdsColumn), ColumnSpec.Int32s(options.WordIdsColumn), ColumnSpec.Int32s(options.SentenceStartsColumn)]);
        if (_columns.Writes.Select(column => column.Name).Distinct(StringComparer.Ordinal).Count() < _columns.Writes.Count)
        {
            throw new ArgumentException($"LoadTokens needs three names for its columns, but got {string.Join(", ", _columns.Writes.Select(column => $"'{column.Name}'"))}.", nameof(options));
        }

        if (options.Vocabulary is { } vocabulary && !dataset.IsOf(vocabulary))
        {
            throw new InvalidDataException($"The token dataset was made with another vocabulary, of {dataset.VocabularySize} tokens, than the given one of {vocabulary.Count}.");
        }

        if (options.AddSpecialTokens)
        {
            SpecialTokens special = SpecialTokens.Of(
                options.Vocabulary ?? throw new ArgumentException("LoadTokens needs the vocabulary to add special tokens.", nameof(options)), options.SpecialTokenNames);
            _special = (special.ClassificationId, special.SeparatorId);
        }

        Schema = _columns.Extend(new DataViewSchema.Builder().ToSchema());
    }

    /// <summary>The dataset; the view owns it.</summary>
    public TokenDataset Dataset { get; }

    /// <inheritdoc/>
    public DataViewSchema Schema { get; }

    /// <inheritdoc/>
    public bool CanShuffle => true;

    /// <inheritdoc/>
    public long? GetRowCount() => Dataset.DocumentCount;

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        GetRowCursorSet(columnsNeeded, 1, rand)[0];

    /// <inheritdoc/>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        DataViewSchema.Column[] columns = [.. columnsNeeded];

        // One number decides over the order, so that the generator goes on alike however many rows there are.
        IndexPermutation? order = rand is null ? null : new IndexPermutation(Dataset.DocumentCount, new KeyedRandom((ulong)rand.NextInt64()));
        return [.. Enumerable.Range(0, n).Select(i => new TokenCursor(this, columns, order, i, n))];
    }

    /// <summary>Lets the files go; no cursor may be used any more.</summary>
    public void Dispose() => Dataset.Dispose();

    /// <summary>Reads a row, with special tokens where they were asked for.</summary>
    internal TokenDocument Read(long row)
    {
        TokenDocument document = Dataset.Read(row);
        return _special is { } special
            ? new TokenDocument(
                [special.First, .. document.Ids, special.Last], [-1, .. document.Words, -1], [.. document.SentenceStarts.Select(start => start + 1)])
            : document;
    }
}
