using Microsoft.ML;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Evaluation;
using MlNetSeq2Seq.FillMask;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Tests.Training;

public sealed class BertTrainerTests
{
    private static readonly MaskedColumns s_columns = new() { SequenceLabel = "SequenceLabel" };
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Learns_hidden_tokens_and_classes_of_rows_and_fills_masks()
    {
        Seq2SeqTrainer<FillMaskTransformer> trainer = _ml.Seq2Seq().Trainers.Bert(Options(epochs: 80));
        using FillMaskTransformer model = trainer.Fit(Data());

        ValidationResult measured = _ml.Seq2Seq().Measure(model.Model, Data(), s_columns);
        Assert.Equal((1.0, 1.0), (measured.Accuracy, measured.Sequence!.Accuracy));
        Assert.Equal(Pairs.All.Length, measured.Sequence.Rows);

        IDataView masked = _ml.Data.LoadFromEnumerable(Pairs.All.Select(p => new TextRow { Text = $"{p.Target[0]}[MASK]{p.Target[2..]}" }));
        Assert.Equal(Pairs.All.Select(p => p.Target), _ml.Data.CreateEnumerable<FilledRow>(model.Transform(masked), reuseRowObject: false).Select(r => r.Filled));
    }

    [Fact]
    public void Without_a_column_of_classes_only_tokens_are_learnt()
    {
        using FillMaskTransformer model = _ml.Seq2Seq().Trainers.Bert(Options(epochs: 1) with { Columns = new MaskedColumns() }).Fit(Data());

        Assert.Null(_ml.Seq2Seq().Measure(model.Model, Data(), new MaskedColumns()).Sequence);
    }

    [Fact]
    public void The_labels_of_each_row_make_the_whole_and_a_row_without_any_has_no_loss()
    {
        using FillMaskTransformer model = _ml.Seq2Seq().Trainers.Bert(Options(epochs: 1) with { Columns = new MaskedColumns() }).Fit(Data());
        IDataView data = _ml.Data.LoadFromEnumerable(_ml.Data.CreateEnumerable<EncodedRow>(Data(), reuseRowObject: false).Select((row, i) => i > 0 ? row : new EncodedRow
        {
            InputIds = row.InputIds, SegmentIds = row.SegmentIds, Labels = [.. row.Labels.Select(_ => Labels.Ignore)],
        }));

        TokenMetrics metrics = _ml.Seq2Seq().EvaluateTokens(model.Model, data, new EvaluateTokensOptions { PerRow = true });

        ValidationResult measured = _ml.Seq2Seq().Measure(model.Model, data, new MaskedColumns());
        Assert.Equal((Pairs.All.Length, measured.Labels, measured.Loss, measured.Accuracy), (metrics.Count, metrics.Labels, metrics.Loss, metrics.Accuracy));
        double[] losses = [.. metrics.Rows!["Loss"].Cast<double>()];
        long[] labels = [.. metrics.Rows["Labels"].Cast<long>()];
        Assert.True(double.IsNaN(losses[0]));
        Assert.Equal(0, labels[0]);
        Assert.Equal(metrics.Labels, labels.Sum());
        Assert.Equal(metrics.Loss, losses.Zip(labels).Skip(1).Sum(row => row.First * row.Second) / metrics.Labels, 1e-5);
        Assert.Null(_ml.Seq2Seq().EvaluateTokens(model.Model, data).Rows);
        Assert.Contains("none of them has a label", Assert.Throws<ArgumentException>(() => _ml.Seq2Seq().EvaluateTokens(model.Model, _ml.Data.TakeRows(data, 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Begins_with_the_weights_of_a_trained_model()
    {
        using FillMaskTransformer first = _ml.Seq2Seq().Trainers.Bert(Options(epochs: 80)).Fit(Data());
        Seq2SeqTrainer<FillMaskTransformer> trainer = _ml.Seq2Seq().Trainers.Bert(Options(epochs: 1) with { InitialModel = first.Model });

        using FillMaskTransformer second = trainer.Fit(Data());

        Assert.Equal(_ml.Seq2Seq().Measure(first.Model, Data(), s_columns).Loss + _ml.Seq2Seq().Measure(first.Model, Data(), s_columns).Sequence!.Loss, trainer.Result!.Steps[0].Loss, 1e-4);
    }

    [Fact]
    public void Begins_random_where_the_trained_model_has_another_head()
    {
        using FillMaskTransformer first = _ml.Seq2Seq().Trainers.Bert(Options(epochs: 1)).Fit(Data());
        BertTrainerOptions options = Options(epochs: 1);
        using FillMaskTransformer second = _ml.Seq2Seq().Trainers.Bert(options with
        {
            Columns = new MaskedColumns(), Network = options.Network! with { Head = EncoderHead.MaskedLanguageModel }, InitialModel = first.Model,
        }).Fit(Data());
        using FillMaskTransformer third = _ml.Seq2Seq().Trainers.Bert(options with { InitialModel = second.Model }).Fit(Data());

        Assert.Contains("cls.seq_relationship.weight", Weights.StateDict.Copy(second.Model.Network, third.Model.Network));
    }

    [Fact]
    public void A_trained_model_over_another_vocabulary_is_refused()
    {
        using FillMaskTransformer first = _ml.Seq2Seq().Trainers.Bert(Options(epochs: 1)).Fit(Data());
        var other = new Vocabulary([.. Pairs.Vocabulary.Reverse()]);

        ArgumentException e = Assert.Throws<ArgumentException>(() => _ml.Seq2Seq().Trainers.Bert(Options(epochs: 1) with { Vocabulary = other, InitialModel = first.Model }).Fit(Data()));

        Assert.StartsWith("Seq2SeqTrainer cannot begin with a model over another vocabulary", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_columns_of_one_name_are_refused()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => _ml.Seq2Seq().Trainers.Bert(Options(epochs: 1) with { Columns = new MaskedColumns { SegmentIds = "Labels" } }));
        Assert.Equal("MaskedColumns gives the name 'Labels' to 2 columns; each needs its own.", e.Message);
    }

    [Fact]
    public void Weights_of_labels_are_read_from_their_column()
    {
        IDataView data = Data();
        using FillMaskTransformer model = _ml.Seq2Seq().Trainers.Bert(Options(epochs: 1) with { Columns = new MaskedColumns() }).Fit(data);
        Seq2SeqTrainer<FillMaskTransformer> weighted = _ml.Seq2Seq().Trainers.Bert(
            Options(epochs: 1) with { Columns = new MaskedColumns { LabelWeights = "Weights" }, InitialModel = model.Model });

        using FillMaskTransformer second = weighted.Fit(data);

        // Only the first row's label weighs anything, so the loss of the step is that row's.
        IDataView first = _ml.Data.TakeRows(data, 1);
        Assert.Equal(_ml.Seq2Seq().Measure(model.Model, first, new MaskedColumns()).Loss, weighted.Result!.Steps[0].Loss, 1e-3);
    }

    private static BertTrainerOptions Options(int epochs) => new()
    {
        Vocabulary = Pairs.Vocabulary,
        Columns = s_columns,
        Network = new BertConfig
        {
            VocabularySize = Pairs.Vocabulary.Count, LayerCount = 2, HiddenSize = 32, HeadCount = 2, IntermediateSize = 64, MaximumLength = 16,
            HiddenDropout = 0, AttentionDropout = 0, InitializerRange = 0.1,
        },
        Training = new TrainingOptions { Epochs = epochs, LearningRate = 1e-2, Seed = 1 },
        Batches = new LengthBucketsOptions { MaximumRows = 8 },
    };

    // The second token of each text is hidden.
    private IDataView Data()
    {
        var tokenizer = new BertTextTokenizer(Pairs.Vocabulary);
        return _ml.Data.LoadFromEnumerable(Pairs.All.Select((pair, row) =>
        {
            int[] ids = [tokenizer.SpecialTokens.ClassificationId, .. tokenizer.Encode(pair.Target).Ids, tokenizer.SpecialTokens.SeparatorId];
            int[] labels = [.. ids.Select((id, i) => i == 2 ? id : Labels.Ignore)];
            ids[2] = tokenizer.SpecialTokens.MaskId;
            return new MaskedRow
            {
                InputIds = ids, SegmentIds = new int[ids.Length], Labels = labels, SequenceLabel = row % 2,
                Weights = [.. ids.Select(_ => row == 0 ? 1f : 0f)],
            };
        }).ToArray());
    }

    private sealed class MaskedRow
    {
        public int[] InputIds { get; set; } = [];

        public int[] SegmentIds { get; set; } = [];

        public int[] Labels { get; set; } = [];

        public int SequenceLabel { get; set; }

        public float[] Weights { get; set; } = [];
    }

    private sealed class TextRow
    {
        public string Text { get; set; } = "";
    }

    private sealed class FilledRow
    {
        public string Filled { get; set; } = "";
    }

    private sealed class EncodedRow
    {
        public int[] InputIds { get; set; } = [];

        public int[] SegmentIds { get; set; } = [];

        public int[] Labels { get; set; } = [];
    }
}
