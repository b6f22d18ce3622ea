using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Training;

/// <summary>Reads encoded rows as samples. Rows are told apart by their ids, so an epoch may come in any order.</summary>
internal sealed class PrefixSampleReader(IDataView view, PrefixColumns columns, int vocabularySize)
{
    private readonly ColumnContract _contract = Columns(columns);
    private readonly Dictionary<DataViewRowId, int> _rows = [];

    public int RowCount => _rows.Count;

    public static ColumnContract Columns(PrefixColumns columns) => new(
        "Seq2SeqTrainer",
        Reads:
        [
            ColumnSpec.Int32s(columns.InputIds), ColumnSpec.Int32s(columns.SegmentIds), ColumnSpec.Int32s(columns.Labels),
            ColumnSpec.Int32(columns.SourceLength), ColumnSpec.Int32(columns.Attention),
        ],
        Writes: []);

    /// <summary>Measures a model on the canonical pass of encoded rows.</summary>
    public static ValidationResult Measure(TextGenerationModel model, IDataView view, PrefixColumns columns, CancellationToken cancellationToken)
    {
        Columns(columns).Check(view.Schema);
        var reader = new PrefixSampleReader(view, columns, model.Network.VocabularySize);
        var buckets = new LengthBuckets(reader.ReadLengths(), new LengthBucketsOptions { Shuffle = false });
        PrefixSample[] samples = reader.ReadCanonical();
        IEnumerable<PaddedBatch> batches = buckets.Epoch(0).Select(rows => PaddedBatch.Of([.. rows.Select(row => samples[row])], model.Tokenizer.SpecialTokens.PaddingId));
        lock (model.Gate)
        {
            return Validation.Measure(model.Network, batches, cancellationToken: cancellationToken);
        }
    }

    /// <summary>The tokens of each row of the canonical pass. Noise changes values, never lengths, so they hold for every epoch.</summary>
    public int[] ReadLengths()
    {
        List<int> lengths = [];
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[columns.InputIds]]);
        var reader = new RowReader(cursor, _contract);
        ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
        while (cursor.MoveNext())
        {
            DataViewRowId key = default;
            id(ref key);
            if (!_rows.TryAdd(key, lengths.Count))
            {
                throw new InvalidOperationException($"The training data gives the id {key} to row {_rows[key]} and to row {lengths.Count}; ids must differ.");
            }

            lengths.Add(reader.Vector<int>(0).Length);
        }

        return lengths.Count > 0 ? [.. lengths] : throw new ArgumentException("Seq2SeqTrainer got data without a row.");
    }

    /// <summary>The samples of an epoch, at the places that <see cref="ReadLengths"/> gave their rows.</summary>
    public PrefixSample[] ReadEpoch(int seed, int epoch) => Read(new KeyedRandom((uint)seed, (uint)epoch));

    /// <summary>The samples of the pass without a generator.</summary>
    public PrefixSample[] ReadCanonical() => Read(null);

    private PrefixSample[] Read(Random? random)
    {
        PrefixSample?[] samples = new PrefixSample?[_rows.Count];
        using DataViewRowCursor cursor = view.GetRowCursor([.. _contract.Sources(view.Schema)], random);
        var reader = new RowReader(cursor, _contract);
        ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
        while (cursor.MoveNext())
        {
            DataViewRowId key = default;
            id(ref key);
            if (!_rows.TryGetValue(key, out int row))
            {
                throw new InvalidOperationException($"The training data has a row with id {key} that it did not have before training: rows must not change between epochs.");
            }

            samples[row] = Sample(reader);
        }

        int missing = Array.IndexOf(samples, null);
        return missing < 0 ? [.. samples.OfType<PrefixSample>()] : throw new InvalidOperationException($"The training data no longer has row {missing}: rows must not change between epochs.");
    }

    private PrefixSample Sample(RowReader reader)
    {
        int[] ids = reader.Vector<int>(0).ToArray();
        int[] labels = reader.Vector<int>(2).ToArray();
        CheckIds(ids, columns.InputIds, reader.Position, allowsIgnore: false);
        CheckIds(labels, columns.Labels, reader.Position, allowsIgnore: true);
        return new PrefixSample(ids, reader.Vector<int>(1).ToArray(), labels, new AttentionShape((AttentionKind)reader.Int32(4), ids.Length, reader.Int32(3)));
    }

    // On a graphics card an id beyond the table ends the process, without a word about which row.
    private void CheckIds(int[] ids, string column, long row, bool allowsIgnore)
    {
        foreach (int id in ids)
        {
            if ((uint)id >= (uint)vocabularySize && !(allowsIgnore && id == Labels.Ignore))
            {
                throw new InvalidOperationException($"Column '{column}' of row {row} holds the id {id}, but the vocabulary has {vocabularySize} tokens: the data was encoded with another one.");
            }
        }
    }
}
