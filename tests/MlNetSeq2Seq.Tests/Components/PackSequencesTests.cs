using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Objectives.CausalLm;
using MlNetSeq2Seq.Objectives.Noising;
using MlNetSeq2Seq.Tests.Testing;

namespace MlNetSeq2Seq.Tests.Components;

/// <summary>Packing makes one row of many, so it is no row component and has a contract of its own.</summary>
public sealed class PackSequencesTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<PackingMode> Modes => [PackingMode.SegmentMasked, PackingMode.Concatenate];

    [Fact]
    public void Documents_share_rows_and_keep_their_labels_positions_and_numbers()
    {
        IDataView packed = Labelled().Append(Pack(PackingMode.SegmentMasked, 5)).Fit(Rows([7, 8, 9], [7, 8], [9, 8])).Transform(Rows([7, 8, 9], [7, 8], [9, 8]));

        Assert.Equal(
            [
                "InputIds: 7 8 9 7 8; Labels: 8 9 -100 8 -100; PositionIds: 0 1 2 0 1; DocumentIds: 0 0 0 1 1",
                "InputIds: 9 8; Labels: 8 -100; PositionIds: 0 1; DocumentIds: 0 0",
            ],
            ViewRows.Of(packed).Select(row => row.Values));
    }

    [Fact]
    public void Weights_of_labels_are_cut_and_packed_as_the_labels_are()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(
        [
            new Weighted { InputIds = [7, 8, 9, 7], Labels = [8, 9, 7, -100], LabelWeights = [1, 2, 3, 4] },
            new Weighted { InputIds = [7, 8], Labels = [8, -100], LabelWeights = [0.5f, 0] },
        ]);
        IEstimator<ITransformer> cut = _ml.Seq2Seq().CutWindows(new CutWindowsOptions { Windows = new SlidingWindowsOptions { Size = 3, Stride = 3 }, LabelWeightsColumn = "LabelWeights" });
        IEstimator<ITransformer> pack = _ml.Seq2Seq().PackSequences(new PackSequencesOptions { Packing = new SequencePackingOptions { MaximumLength = 5 }, LabelWeightsColumn = "LabelWeights" });
        IDataView packed = cut.Append(pack).Fit(data).Transform(data);

        Assert.Equal(
            [
                "InputIds: 7 8 9; Labels: 8 9 7; PositionIds: 0 1 2; DocumentIds: 0 0 0; LabelWeights: 1 2 3",
                "InputIds: 8 9 7 7 8; Labels: 9 7 -100 8 -100; PositionIds: 0 1 2 0 1; DocumentIds: 0 0 0 1 1; LabelWeights: 2 3 4 0.5 0",
            ],
            ViewRows.Of(packed).Select(row => row.Values));
        Assert.Equal(["LabelWeights: 1 2 3", "LabelWeights: 2 3 4 0.5 0"], ViewRows.Of(packed, columns: ["LabelWeights"]).Select(row => row.Values));
        Assert.Equal(["InputIds: 7 8 9", "InputIds: 8 9 7 7 8"], ViewRows.Of(packed, columns: ["InputIds"]).Select(row => row.Values));
        Assert.Equal(ViewRows.Of(packed), ViewRows.Of(Zips.Load(_ml, Zips.Save(_ml, cut.Append(pack).Fit(data), data.Schema)).Transform(data)));
    }

    [Fact]
    public void Weights_without_labels_to_weigh_are_refused()
    {
        Assert.Contains("a running text alike", Assert.Throws<ArgumentException>(() => _ml.Seq2Seq().PackSequences(new PackSequencesOptions
        {
            Packing = new SequencePackingOptions { Mode = PackingMode.Concatenate }, LabelWeightsColumn = "W",
        })).Message, StringComparison.Ordinal);
        IDataView data = _ml.Data.LoadFromEnumerable([new Weighted { InputIds = [7, 8], Labels = [8, -100], LabelWeights = [1] }]);
        Assert.Contains("'LabelWeights' for weights of labels, but none for labels", Assert.Throws<ArgumentException>(
            () => _ml.Seq2Seq().CutWindows(new CutWindowsOptions { LabelsColumn = null, LabelWeightsColumn = "LabelWeights" }).Fit(data)).Message, StringComparison.Ordinal);
        Assert.Contains("a weight for each label, but row 0 has 1 for 2", Assert.Throws<InvalidOperationException>(
            () => ViewRows.Of(_ml.Seq2Seq().PackSequences(new PackSequencesOptions { LabelWeightsColumn = "LabelWeights" }).Fit(data).Transform(data))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Running_text_needs_no_labels()
    {
        IDataView data = Rows([7, 8, 9], [7, 8]);

        IDataView packed = Pack(PackingMode.Concatenate, 4, separator: 5).Fit(data).Transform(data);

        Assert.Equal(
            [
                "InputIds: 7 8 9 5; Labels: 8 9 5 7; PositionIds: 0 1 2 3; DocumentIds: 0 0 0 0",
                "InputIds: 7 8 5; Labels: 8 5 -100; PositionIds: 0 1 2; DocumentIds: 0 0 0",
            ],
            ViewRows.Of(packed).Select(row => row.Values));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Rows_have_ids_of_their_own_that_every_pass_repeats(PackingMode mode)
    {
        IDataView packed = Packed(mode, Stream());
        ViewRow[] rows = ViewRows.Of(packed);

        Assert.True(rows.Length > 100);
        Assert.Equal(rows.Length, rows.Select(row => row.Id).Distinct().Count());
        Assert.Equal(rows, ViewRows.Of(packed));
        Assert.Equal(rows.Select(row => row.Id), ViewRows.Of(packed, columns: ["InputIds"]).Select(row => row.Id));
        Assert.Equal(rows.Select(row => row.Id), ViewRows.Of(packed, columns: []).Select(row => row.Id));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Several_cursors_are_one_and_nothing_shuffles_the_documents(PackingMode mode)
    {
        IDataView cached = Packed(mode, Cached());

        Assert.False(cached.CanShuffle);
        Assert.Null(cached.GetRowCount());
        Assert.Equal(ViewRows.Of(Packed(mode, Stream())), Assert.Single(ViewRows.OfSet(cached, 4)));
        Assert.Equal(ViewRows.Of(cached), ViewRows.Of(cached, new KeyedRandom(5)));
    }

    [Fact]
    public void Noise_below_is_new_in_every_pass_while_every_row_keeps_its_documents()
    {
        // Masks of single tokens leave the lengths as they are, so rows hold the same documents.
        IEstimator<ITransformer> noise = _ml.Seq2Seq().InfillText(new InfillTextOptions
        {
            Noise = ComponentCases.Infilling with { Display = SpanDisplay.MaskPerToken, MeanSpanLength = null },
        });
        IEstimator<ITransformer> again = _ml.Seq2Seq().RotateDocument();
        IDataView data = Cached();
        IDataView packed = Labelled().Append(noise).Append(again).Append(Pack(PackingMode.SegmentMasked, 40)).Fit(data).Transform(data);

        ViewRow[] canonical = ViewRows.Of(packed);
        ViewRow[] first = ViewRows.Of(packed, new KeyedRandom(5));
        var log = new DrawLog();
        ViewRow[] second = ViewRows.Of(packed, log);

        Assert.Equal(canonical.Select(row => row.Id), first.Select(row => row.Id));
        Assert.Equal(canonical.Select(row => row.Id), second.Select(row => row.Id));
        Assert.NotEqual(canonical, first);
        Assert.NotEqual(first, second);
        Assert.Equal(first, ViewRows.Of(packed, new KeyedRandom(5)));
        Assert.Equal([nameof(Random.NextInt64), nameof(Random.NextInt64)], log.Draws);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Promised_and_delivered_columns_are_the_four_that_are_written(PackingMode mode)
    {
        IDataView data = Labelled().Fit(Stream()).Transform(Stream());
        PackSequencesEstimator pack = Pack(mode, 40);
        string[] expected = ["InputIds", "Labels", "PositionIds", "DocumentIds"];

        SchemaShape promised = Labelled().Append(pack).GetOutputSchema(ShapeOf(Stream().Schema));
        DataViewSchema delivered = pack.Fit(data).Transform(data).Schema;

        Assert.Equal(expected, promised.Select(column => column.Name));
        Assert.All(promised, column => Assert.Equal(SchemaShape.Column.VectorKind.VariableVector, column.Kind));
        Assert.Equal(expected, delivered.Select(column => column.Name));
        Assert.All(delivered, column => Assert.Equal(new VectorDataViewType(NumberDataViewType.Int32), column.Type));
        Assert.Equal(delivered.Select(column => column.Name), pack.Fit(data).GetOutputSchema(data.Schema).Select(column => column.Name));
    }

    [Fact]
    public void Missing_columns_are_refused_alike_by_all()
    {
        IDataView data = Rows([7, 8]);
        PackSequencesEstimator pack = Pack(PackingMode.SegmentMasked, 40);
        PackSequencesTransformer transformer = pack.Fit(Labelled().Fit(data).Transform(data));
        ITransformer loaded = Zips.Load(_ml, Zips.Save(_ml, transformer, null));
        Action[] ways =
        [
            () => pack.Fit(data), () => pack.GetOutputSchema(ShapeOf(data.Schema)), () => transformer.Transform(data), () => loaded.Transform(data),
            () => transformer.GetOutputSchema(data.Schema),
        ];

        string message = Assert.Single(ways.Select(way => Assert.Throws<ArgumentOutOfRangeException>(way).Message).Distinct());
        Assert.StartsWith("PackSequences reads column 'Labels' of type Vector<Int32", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loaded_transformer_gives_the_rows_of_the_saved_one()
    {
        IDataView data = Labelled().Fit(Stream()).Transform(Stream());
        PackSequencesTransformer saved = new PackSequencesEstimator(new PackSequencesOptions
        {
            Packing = new SequencePackingOptions { MaximumLength = 33 }, PositionIdsColumn = "Places", DocumentIdsColumn = "Numbers",
        }).Fit(data);

        ITransformer loaded = Zips.Load(_ml, Zips.Save(_ml, saved, data.Schema));

        Assert.Equal(ViewRows.Of(saved.Transform(data)), ViewRows.Of(loaded.Transform(data)));
    }

    [Fact]
    public void Options_in_a_zip_that_are_unknown_or_do_not_hold_together_are_refused()
    {
        byte[] zip = Zips.Save(_ml, Pack(PackingMode.Concatenate, 40).Fit(Stream()), null);

        Assert.Contains("NoSuchOption", Zips.Complaint(_ml, Zips.Replace(zip, "Options.json", "\"LabelsColumn\"", "\"NoSuchOption\"")).Message, StringComparison.Ordinal);
        Assert.Contains(
            "do not hold together",
            Zips.Complaint(_ml, Zips.Replace(zip, "Options.json", "\"MaximumLength\": 40", "\"MaximumLength\": 0")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_does_not_fit_is_refused_with_its_row()
    {
        IDataView data = Rows([7, 8], [7, 8, 9, 7]);
        IDataView packed = Labelled().Append(Pack(PackingMode.SegmentMasked, 3)).Fit(data).Transform(data);

        Exception thrown = Assert.Throws<InvalidOperationException>(() => ViewRows.Of(packed));

        Assert.StartsWith("SequencePacking cannot put row 1 of 4 tokens into 3 places whole;", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_no_row_to_row_mapper_and_refuses_columns_and_rows_that_are_not_there()
    {
        PackSequencesTransformer transformer = Pack(PackingMode.Concatenate, 40).Fit(Stream());
        Assert.False(transformer.IsRowToRowMapper);
        Assert.Throws<InvalidOperationException>(() => transformer.GetRowToRowMapper(Stream().Schema));

        IDataView view = transformer.Transform(Stream());
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[0]]);
        Assert.Same(view.Schema, cursor.Schema);
        Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<VBuffer<int>>(view.Schema[1]));
        ValueGetter<VBuffer<int>> ids = cursor.GetGetter<VBuffer<int>>(view.Schema[0]);
        VBuffer<int> buffer = default;
        Assert.Throws<InvalidOperationException>(() => ids(ref buffer));
        Assert.True(cursor.MoveNext());
        ids(ref buffer);
        Assert.Equal(40, buffer.Length);
    }

    private sealed class Weighted
    {
        public int[] InputIds { get; set; } = [];

        public int[] Labels { get; set; } = [];

        public float[] LabelWeights { get; set; } = [];
    }

    private static PackSequencesEstimator Pack(PackingMode mode, int length, int? separator = null) => new(new PackSequencesOptions
    {
        Packing = new SequencePackingOptions { MaximumLength = length, Mode = mode, SeparatorId = separator },
    });

    // What ML.NET itself says of a schema; it keeps the method to itself.
    private static SchemaShape ShapeOf(DataViewSchema schema) => (SchemaShape)typeof(SchemaShape)
        .GetMethod("Create", System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.Invoke(null, [schema])!;

    private IDataView Packed(PackingMode mode, IDataView data) => Labelled().Append(Pack(mode, 40)).Fit(data).Transform(data);

    private EstimatorChain<ITransformer> Labelled() => new EstimatorChain<ITransformer>().Append((IEstimator<ITransformer>)_ml.Seq2Seq().CausalLmLabels());

    private IDataView Stream() => _ml.Data.LoadFromEnumerable(ComponentCases.NoisingRows());

    private IDataView Cached() => _ml.Data.Cache(Stream());

    private IDataView Rows(params int[][] documents) =>
        _ml.Data.LoadFromEnumerable(documents.Select(ids => new ComponentCases.TokenRows { InputIds = ids, InputIds2 = ids, WordIds = ids }));
}
