using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Classification;
using MlNetSeq2Seq.Clue;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Training;
using TorchSharp;

namespace MlNetSeq2Seq.Tests.Classification;

public sealed class ClassifyTextTransformerTests(NewsFixture news) : IClassFixture<NewsFixture>
{
    [Fact]
    public void Learns_every_row_of_the_news()
    {
        Found[] found = Classify(news.Model, NewsFixture.Rows);

        Assert.Equal(NewsFixture.Rows.Select(r => r.Label), found.Select(f => f.PredictedLabel));
        Assert.All(found, f => Assert.Equal(1, f.Probabilities!.Sum(), 1e-5f));
        Assert.All(found, f => Assert.Equal(f.PredictedLabel, ClueTask.Tnews.Labels[Array.IndexOf(f.Probabilities!, f.Probabilities!.Max())]));
    }

    [Fact]
    public void Probabilities_have_a_named_place_for_each_label()
    {
        IDataView rows = news.ML.Data.LoadFromEnumerable(NewsFixture.Rows);
        IDataView output = news.Model.Transform(rows);

        Assert.Equal(ClueTask.Tnews.Labels.Count, Assert.IsType<VectorDataViewType>(output.Schema["Probabilities"].Type).Size);
        VBuffer<ReadOnlyMemory<char>> names = default;
        output.Schema["Probabilities"].Annotations.GetValue("SlotNames", ref names);
        Assert.Equal(ClueTask.Tnews.Labels, names.DenseValues().Select(name => name.ToString()));

        // So that ML.NET's own steps take them: a vector of any size would be refused by learners and metrics.
        IDataView joined = news.ML.Transforms.Concatenate("Features", "Probabilities", "Probabilities").Fit(output).Transform(output);
        Assert.Equal(2 * ClueTask.Tnews.Labels.Count, Assert.IsType<VectorDataViewType>(joined.Schema["Features"].Type).Size);
    }

    [Fact]
    public void Asks_the_network_for_the_text_between_its_special_tokens()
    {
        ClueExample row = NewsFixture.Rows[0];
        SpecialIds special = new(news.Transformer.Model);
        int[] ids = [special.First, .. news.Transformer.Model.Tokenizer.Encode(row.Text).Ids, special.Last];
        using var scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        torch.Tensor logits = news.Transformer.Model.Network.Logits(PaddedBatch.Of([new MaskedSample(ids, new int[ids.Length], [.. ids.Select(_ => -100)])], 0)).Sequence!;
        float[] expected = logits.softmax(-1)[0].data<float>().ToArray();

        // Beside longer rows, so that it is padded.
        Assert.All(expected.Zip(Classify(news.Model, NewsFixture.Rows)[0].Probabilities!), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void A_loaded_model_classifies_as_the_saved_one_did_and_brings_its_labels()
    {
        byte[] zip = Zips.Save(news.ML, news.Model, news.ML.Data.LoadFromEnumerable(NewsFixture.Rows).Schema);

        Assert.Equal(Json(Classify(news.Model, NewsFixture.Rows)), Json(Classify(Zips.Load(news.ML, zip), NewsFixture.Rows)));
    }

    [Fact]
    public void A_prediction_engine_classifies_as_a_view_does()
    {
        using PredictionEngine<ClueExample, Found> engine = news.ML.Model.CreatePredictionEngine<ClueExample, Found>(
            news.Model, new PredictionEngineOptions { OwnsTransformer = false });
        Found[] expected = Classify(news.Model, NewsFixture.Rows);

        foreach ((ClueExample row, Found view) in NewsFixture.Rows.Zip(expected))
        {
            Found one = engine.Predict(row);
            Assert.Equal(view.PredictedLabel, one.PredictedLabel);
            Assert.All(view.Probabilities!.Zip(one.Probabilities!), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }
    }

    [Fact]
    public void The_best_epoch_is_kept_where_it_is_asked_for()
    {
        // The rate is so high at the end that what was learnt is lost again.
        IDataView data = news.ML.Data.LoadFromEnumerable(NewsFixture.Rows);
        IDataView encoded = news.ML.Seq2Seq().EncodeClassification(NewsFixture.Encoding).Fit(data).Transform(data);
        ClassifierTrainerOptions options = NewsFixture.Options(epochs: 12);
        Seq2SeqTrainer<ClassifyTextTransformer> trainer = news.ML.Seq2Seq().Trainers.Classifier(options with
        {
            Validation = encoded,
            Training = options.Training with
            {
                LearningRate = 0.1, Schedule = new LearningRateSchedule { WarmupShare = 1 }, RestoreBest = true, BestMetric = ValidationResult.SequenceAccuracyName,
            },
        });

        using ClassifyTextTransformer model = trainer.Fit(encoded);

        double[] accuracies = [.. trainer.Result!.Validations.Select(v => v.Sequence!.Accuracy)];
        Assert.True(accuracies.Max() > accuracies[^1], "The last epoch is the best, so the test says nothing.");
        Assert.Equal(accuracies.Max(), news.ML.Seq2Seq().Measure(model.Model, encoded, NewsFixture.Encoding.Columns).Sequence!.Accuracy);
    }

    [Theory]
    [InlineData("bert")]
    [InlineData("gau-alpha")]
    [InlineData("flash-quad")]
    [InlineData("flash")]
    public void Pairs_are_learnt_by_any_encoder(string architecture)
    {
        IReadOnlyList<ClueExample> rows = [.. ClueFile.Read(ClueTask.Afqmc, RepositoryFolder.Path("data/clue/afqmc/train.json")).Take(12)];
        var vocabulary = SmallEncoders.Characters(rows.SelectMany(r => (string[])[r.Text, r.SecondText]));
        IDataView data = news.ML.Data.LoadFromEnumerable(rows);
        EncodeClassificationEstimator encode = news.ML.Seq2Seq().EncodeClassification(new EncodeClassificationOptions
        {
            Vocabulary = vocabulary, LabelNames = ClueTask.Afqmc.Labels, SecondTextColumn = "SecondText", MaximumLength = 40,
        });
        ClassifierTrainerOptions options = NewsFixture.Options(epochs: 60, SmallEncoders.Config(architecture, vocabulary, 40));
        using ClassifyTextTransformer model = news.ML.Seq2Seq().Trainers.Classifier(options with
        {
            Vocabulary = vocabulary,
            Classification = new ClassifyTextOptions { LabelNames = ClueTask.Afqmc.Labels, SecondTextColumn = "SecondText", MaximumLength = 40 },
        }).Fit(encode.Fit(data).Transform(data));

        Assert.Equal(rows.Select(r => r.Label), Classify(model, rows).Select(f => f.PredictedLabel));
    }

    [Fact]
    public void Begins_with_the_weights_of_a_model_with_another_head()
    {
        // Without a step that changes anything, hidden states are those of the model that was begun with.
        BertConfig config = (BertConfig)NewsFixture.Options(epochs: 1).Network!;
        using var initial = new LanguageModel(new BertModel(config), NewsFixture.Vocabulary);
        IDataView data = news.ML.Data.LoadFromEnumerable(NewsFixture.Rows);
        ClassifierTrainerOptions options = NewsFixture.Options(epochs: 1) with { InitialModel = initial };
        using ClassifyTextTransformer model = news.Chain(news.ML.Seq2Seq().Trainers.Classifier(options with { Training = options.Training with { LearningRate = 1e-12 } })).Fit(data).LastTransformer;

        Assert.All(
            model.Model.Network.named_parameters().Where(p => p.name.StartsWith("bert.encoder", StringComparison.Ordinal)),
            p => Assert.True(p.parameter.allclose(initial.Network.named_parameters().Single(q => q.name == p.name).parameter, rtol: 0, atol: 1e-6)));
    }

    [Fact]
    public void A_batch_without_any_class_is_no_step_backwards()
    {
        ClueExample[] rows = [.. NewsFixture.Rows.Take(2).Select(r => new ClueExample { Text = r.Text, Label = r.Id == 0 ? "" : r.Label })];
        Seq2SeqTrainer<ClassifyTextTransformer> trainer = news.ML.Seq2Seq().Trainers.Classifier(
            NewsFixture.Options(epochs: 2) with { Batches = new LengthBucketsOptions { MaximumRows = 1 } });

        using ClassifyTextTransformer model = news.Chain(trainer).Fit(news.ML.Data.LoadFromEnumerable(rows)).LastTransformer;

        Assert.Equal(TrainingEnd.Completed, trainer.Result!.End);
        Assert.Equal(2, trainer.Result.Steps.Count(step => step.Loss == 0));
    }

    [Fact]
    public void A_class_that_the_network_does_not_score_is_refused()
    {
        IDataView data = news.ML.Data.LoadFromEnumerable(NewsFixture.Rows);
        IDataView encoded = news.ML.Seq2Seq().EncodeClassification(NewsFixture.Encoding).Fit(data).Transform(data);
        ClassifierTrainerOptions options = NewsFixture.Options(epochs: 1) with { Classification = new ClassifyTextOptions { LabelNames = ["100", "101"], MaximumLength = 32 } };

        ArgumentException e = Assert.Throws<ArgumentException>(() => news.ML.Seq2Seq().Trainers.Classifier(options).Fit(encoded));

        Assert.Matches("^Row \\d of a batch has class \\d+, but BertModel scores 2 classes", e.Message);
    }

    [Theory]
    [InlineData(2, 32, "ClassifyText has 2 labels, but BertModel scores 15 classes.")]
    [InlineData(15, 33, "ClassifyText makes rows of up to 33 tokens, but BertModel takes 32.")]
    [InlineData(15, 3, "Classification needs room for 3 special tokens and one other, but MaximumLength is 3.")]
    [InlineData(0, 32, "ClassifyTextOptions: the 0 labels are ; labels that differ are wanted.")]
    public void Options_that_do_not_fit_the_model_are_refused(int labels, int length, string message)
    {
        var options = new ClassifyTextOptions { LabelNames = [.. ClueTask.Tnews.Labels.Take(labels)], MaximumLength = length };

        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => news.ML.Seq2Seq().ClassifyText(news.Transformer.Model, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_a_head_for_classes_is_refused()
    {
        using var model = new LanguageModel(news.Transformer.Model.Network.Configuration is BertConfig config ? config.CreateModel(Models.EncoderHead.Reading) : null!, NewsFixture.Vocabulary);

        ArgumentException e = Assert.Throws<ArgumentException>(() => news.ML.Seq2Seq().ClassifyText(model, news.Transformer.Options));

        Assert.StartsWith("ClassifyText needs a model that scores classes of rows, but BertModel as it is configured does not.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_without_text_is_refused()
    {
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => Classify(news.Model, [NewsFixture.Rows[0], new ClueExample { Text = " " }]));

        Assert.Equal("ClassifyText found no text in column 'Text' of row 1.", e.Message);
    }

    private Found[] Classify(ITransformer model, IReadOnlyList<ClueExample> rows) =>
        [.. news.ML.Data.CreateEnumerable<Found>(model.Transform(news.ML.Data.LoadFromEnumerable(rows)), reuseRowObject: false)];

    private static string Json(Found[] found) => System.Text.Json.JsonSerializer.Serialize(found);

    private readonly record struct SpecialIds(LanguageModel Model)
    {
        public int First => Model.Tokenizer.SpecialTokens.ClassificationId;

        public int Last => Model.Tokenizer.SpecialTokens.SeparatorId;
    }

    private sealed class Found
    {
        public string PredictedLabel { get; set; } = "";

        public float[]? Probabilities { get; set; }
    }
}
