using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Corpora;

/// <summary>A <see cref="TokenDataset"/> as rows: opens at once whatever its size, can be shuffled, and is dealt out to as many cursors as are asked for.</summary>
/// <remarks>
/// A trainer reads rows of it, and of components on it, cutting and packing among them, when it needs them, so it may be larger than memory.
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>InputIds</term><description>vector of Int32</description></item>
/// <item><term>WordIds</term><description>vector of Int32 of the same length, -1 for special tokens</description></item>
/// <item><term>SentenceStarts</term><description>vector of Int32</description></item>
/// </list>
/// The id of a row is its place in the corpus, whatever the shards and the order.
/// </remarks>
public sealed class TokenDataView : IDataView, IIndexedRows, IDisposable
{
    private readonly ColumnContract _columns;
    private readonly (int[] First, int Last)? _special;
    private readonly long _first;

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
            _special = (options.BeginsText ? [special.ClassificationId] : [], special.SeparatorId);
        }

        if (options.FirstRow < 0 || options.FirstRow > dataset.DocumentCount || options.MaximumRows < 0)
        {
            throw new ArgumentException(
                $"LoadTokens cannot begin with row {options.FirstRow} and take {options.MaximumRows?.ToString(CultureInfo.InvariantCulture) ?? "all"}: the dataset has {dataset.DocumentCount} rows.",
                nameof(options));
        }

        _first = options.FirstRow;
        RowCount = Math.Min(options.MaximumRows ?? long.MaxValue, dataset.DocumentCount - _first);
        Schema = _columns.Extend(new DataViewSchema.Builder().ToSchema());
    }

    /// <summary>The dataset; the view owns it.</summary>
    public TokenDataset Dataset { get; }

    /// <inheritdoc/>
    public DataViewSchema Schema { get; }

    /// <inheritdoc/>
    public bool CanShuffle => true;

    bool IIndexedRows.HasIndex => true;

    bool IIndexedRows.IsNoisy => false;

    /// <summary>Rows of the dataset that the view has.</summary>
    internal long RowCount { get; }

    /// <inheritdoc/>
    public long? GetRowCount() => RowCount;

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        GetRowCursorSet(columnsNeeded, 1, rand)[0];

    /// <inheritdoc/>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        DataViewSchema.Column[] columns = [.. columnsNeeded];

        // One number decides over the order, so that the generator goes on alike however many rows there are.
        IndexPermutation? order = rand is null ? null : new IndexPermutation(RowCount, new KeyedRandom((ulong)rand.NextInt64()));
        return [.. Enumerable.Range(0, n).Select(i => new TokenCursor(this, columns, order, i, n))];
    }

    IndexedRow IIndexedRows.GetIndexedRow(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand)
    {
        var row = new TokenRow(this, columnsNeeded);
        return new IndexedRow(row, row.MoveTo);
    }

    /// <summary>Lets the files go; no cursor may be used any more.</summary>
    public void Dispose() => Dataset.Dispose();

    /// <summary>What tells a row from all others: its place in the corpus.</summary>
    internal DataViewRowId IdOf(long row) => new((ulong)(_first + row), 0);

    /// <summary>The values of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="row">The row that is stood at.</param>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    internal static ValueGetter<TValue> Getter<TValue>(DataViewSchema.Column column, Func<TokenDocument> row)
    {
        ValueGetter<VBuffer<int>> getter = column.Index switch
        {
            0 => (ref VBuffer<int> value) => Copy(row().Ids, ref value),
            1 => (ref VBuffer<int> value) => Copy(row().Words, ref value),
            _ => (ref VBuffer<int> value) => Copy(row().SentenceStarts, ref value),
        };
        return (Delegate)getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"Column '{column.Name}' has values of type {column.Type.RawType}, but a getter of {typeof(TValue)} was asked for.");
    }

    /// <summary>Reads a row, with special tokens where they were asked for.</summary>
    internal TokenDocument Read(long row)
    {
        TokenDocument document = Dataset.Read(_first + row);
        return _special is { } special
            ? new TokenDocument(
                [.. special.First, .. document.Ids, special.Last],
                [.. special.First.Select(_ => -1), .. document.Words, -1],
                [.. document.SentenceStarts.Select(start => start + special.First.Length)])
            : document;
    }

    // The caller owns its buffer and may hand it to another getter, so the values are copied into it.
    private static void Copy(ReadOnlySpan<int> values, ref VBuffer<int> destination)
    {
        VBufferEditor<int> editor = VBufferEditor.Create(ref destination, values.Length);
        values.CopyTo(editor.Values);
        destination = editor.Commit();
    }
}
