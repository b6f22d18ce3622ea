using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// Reads encoded rows as samples. Rows that have an index are read when a batch needs them, so they may be larger than memory; of others an
/// epoch is kept, and as they may come in any order, they are told apart by their ids.
/// </summary>
internal sealed class SampleReader(IDataView view, SampleColumns columns, int vocabularySize, int? sourceVocabularySize = null)
{
    private readonly ColumnContract _contract = Columns(columns);
    private readonly ColumnContract _lengths = new("Seq2SeqTrainer", Reads: columns.LengthSpecs, Writes: []);
    private readonly IIndexedRows? _indexed = view is IIndexedRows { HasIndex: true } indexed ? indexed : null;
    private readonly Dictionary<DataViewRowId, int> _rows = [];

    public int RowCount { get; private set; }

    /// <summary>Looked at before every row.</summary>
    public CancellationToken CancellationToken { get; init; }

    public static ColumnContract Columns(SampleColumns columns) => new("Seq2SeqTrainer", Reads: columns.Specs(), Writes: []);

    /// <summary>Measures a model on the canonical pass of encoded rows, and says how many there are.</summary>
    public static (ValidationResult Result, int Rows) Measure(LanguageModel model, IDataView view, SampleColumns columns, CancellationToken cancellationToken)
    {
        SampleReader reader = Of(model, view, columns);
        var buckets = new LengthBuckets(reader.ReadLengths(), new LengthBucketsOptions { Shuffle = false });
        IEnumerable<PaddedBatch> batches = reader.CanonicalBatches(buckets, model.SourceTokenizer.SpecialTokens.PaddingId, model.Tokenizer.SpecialTokens.PaddingId)();
        using (model.Enter())
        {
            return (Validation.Measure(model.Network, batches, cancellationToken: cancellationToken), reader.RowCount);
        }
    }

    /// <summary>Measures a model on each row of the canonical pass by itself; a row without labels has values that are no numbers.</summary>
    public static IEnumerable<ValidationResult> MeasureRows(LanguageModel model, IDataView view, SampleColumns columns, CancellationToken cancellationToken)
    {
        SampleReader reader = Of(model, view, columns);
        reader.ReadLengths();
        Func<int, TrainingSample> samples = reader.Samples(null);
        for (int row = 0; row < reader.RowCount; row++)
        {
            TrainingSample sample = samples(row);
            if (sample.Labels.All(label => label == Labels.Ignore))
            {
                yield return new ValidationResult(Epoch: 0, Step: 0, Loss: double.NaN, Accuracy: double.NaN, Labels: 0);
                continue;
            }

            var batch = PaddedBatch.Of([sample], model.SourceTokenizer.SpecialTokens.PaddingId, decoderPaddingId: model.Tokenizer.SpecialTokens.PaddingId);
            ValidationResult measured;
            using (model.Enter())
            {
                measured = Validation.Measure(model.Network, [batch], cancellationToken: cancellationToken);
            }

            yield return measured;
        }
    }

    /// <summary>
    /// The tokens of each row of the canonical pass. Batches are planned on them for all epochs, so that there are equally many in each;
    /// noise that deletes or inserts tokens makes the lengths of an epoch differ a little from them.
    /// </summary>
    /// <param name="hash">Takes in the rows of that pass; null to read no more than lengths.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public int[] ReadLengths(RowHash? hash = null)
    {
        List<int> lengths = [];
        ColumnContract contract = hash is null ? _lengths : _contract;
        using DataViewRowCursor cursor = view.GetRowCursor([.. contract.Sources(view.Schema)]);
        var reader = new RowReader(cursor, contract);
        ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
        while (cursor.MoveNext())
        {
            CancellationToken.ThrowIfCancellationRequested();
            if (_indexed is null)
            {
                DataViewRowId key = default;
                id(ref key);
                if (!_rows.TryAdd(key, lengths.Count))
                {
                    throw new InvalidOperationException($"The training data gives the id {key} to row {_rows[key]} and to row {lengths.Count}; ids must differ.");
                }
            }

            if (hash is null)
            {
                lengths.Add(Enumerable.Range(0, columns.LengthSpecs.Count).Max(column => reader.Vector<int>(column).Length));
            }
            else
            {
                TrainingSample sample = Sample(reader);
                hash.Add(sample);
                lengths.Add(sample.Length);
            }
        }

        RowCount = lengths.Count;
        return lengths.Count > 0 ? [.. lengths] : throw new ArgumentException("Seq2SeqTrainer got data without a row.");
    }

    /// <summary>The batches of an epoch, made as they are asked for: the rows of its noise, at the places that <see cref="ReadLengths"/> gave them.</summary>
    public IEnumerable<PaddedBatch> Batches(LengthBuckets buckets, int seed, int epoch, int paddingId, int? decoderPaddingId = null) =>
        Batches(Samples(new KeyedRandom((uint)seed, (uint)epoch)), buckets, epoch, paddingId, decoderPaddingId);

    /// <summary>The batches of the pass without a generator, as often as they are asked for.</summary>
    public Func<IEnumerable<PaddedBatch>> CanonicalBatches(LengthBuckets buckets, int paddingId, int? decoderPaddingId = null)
    {
        Func<int, TrainingSample> samples = Samples(null);
        return () => Batches(samples, buckets, epoch: 0, paddingId, decoderPaddingId);
    }

    private static SampleReader Of(LanguageModel model, IDataView view, SampleColumns columns)
    {
        Columns(columns).Check(view.Schema);
        LabelAnnotation.Check(view.Schema[columns.Labels], columns.Objectives, $"A measurement with {columns.GetType().Name}");
        return new SampleReader(view, columns, model.Network.VocabularySize, model.Network.SourceVocabularySize);
    }

    private static IEnumerable<PaddedBatch> Batches(Func<int, TrainingSample> samples, LengthBuckets buckets, int epoch, int paddingId, int? decoderPaddingId) =>
        buckets.Epoch(epoch, row => samples(row).Attention.Kind).Select(rows => PaddedBatch.Of([.. rows.Select(samples)], paddingId, decoderPaddingId: decoderPaddingId));

    private Func<int, TrainingSample> Samples(Random? random)
    {
        if (_indexed is null)
        {
            TrainingSample[] samples = Read(random);
            return row => samples[row];
        }

        // Rows over files that are mapped into memory hold nothing that must be let go.
        IndexedRow at = _indexed.GetIndexedRow([.. _contract.Sources(view.Schema)], random);
        var reader = new RowReader(at.Row, _contract);
        return row =>
        {
            at.MoveTo(row);
            return Sample(reader);
        };
    }

    private TrainingSample[] Read(Random? random)
    {
        TrainingSample?[] samples = new TrainingSample?[RowCount];
        using DataViewRowCursor cursor = view.GetRowCursor([.. _contract.Sources(view.Schema)], random);
        var reader = new RowReader(cursor, _contract);
        ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
        while (cursor.MoveNext())
        {
            CancellationToken.ThrowIfCancellationRequested();
            DataViewRowId key = default;
            id(ref key);
            if (!_rows.TryGetValue(key, out int row))
            {
                throw new InvalidOperationException($"The training data has a row with id {key} that it did not have before training: rows must not change between epochs.");
            }

            samples[row] = Sample(reader);
        }

        int missing = Array.IndexOf(samples, null);
        return missing < 0 ? [.. samples.OfType<TrainingSample>()] : throw new InvalidOperationException($"The training data no longer has row {missing}: rows must not change between epochs.");
    }

    private TrainingSample Sample(RowReader reader)
    {
        TrainingSample sample = columns.Read(reader);
        CheckIds(sample.Ids, columns.InputIds, reader.Position, sourceVocabularySize ?? vocabularySize, allowsIgnore: false);
        CheckIds(sample.DecoderIds ?? [], (columns as Seq2SeqColumns)?.DecoderInputIds ?? "", reader.Position, vocabularySize, allowsIgnore: false);
        if (columns.LabelsArePlaces)
        {
            CheckPlaces(sample, reader.Position);
        }
        else
        {
            CheckIds(sample.Labels, columns.Labels, reader.Position, vocabularySize, allowsIgnore: true);
        }

        return sample;
    }

    private void CheckPlaces(TrainingSample sample, long row)
    {
        int beyond = Array.FindIndex(sample.Labels, place => (uint)place >= (uint)sample.Ids.Length && place != Labels.Ignore);
        if (beyond >= 0)
        {
            throw new InvalidOperationException($"Column '{columns.Labels}' of row {row} holds the place {sample.Labels[beyond]}, but the row has {sample.Ids.Length} tokens.");
        }
    }

    // On a graphics card an id beyond the table ends the process, without a word about which row.
    private static void CheckIds(int[] ids, string column, long row, int count, bool allowsIgnore)
    {
        foreach (int id in ids)
        {
            if ((uint)id >= (uint)count && !(allowsIgnore && id == Labels.Ignore))
            {
                throw new InvalidOperationException($"Column '{column}' of row {row} holds the id {id}, but the vocabulary has {count} tokens: the data was encoded with another one.");
            }
        }
    }
}
