using Microsoft.ML;
using MlNetSeq2Seq.Metrics;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Reading;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Tests.Reading;

public sealed class ReadingTransformerTests(QuestionsFixture questions) : IClassFixture<QuestionsFixture>
{
    [Fact]
    public void Learns_every_answer()
    {
        Found[] found = Read(questions.Model, QuestionsFixture.Rows);
        var score = new CmrcScore();
        foreach ((ReadingExample row, Found answer) in QuestionsFixture.Rows.Zip(found))
        {
            score.Add(answer.Answer, row.Answers);
        }

        Assert.Equal(100, score.Average);
        Assert.All(QuestionsFixture.Rows.Zip(found), pair => Assert.Equal(pair.Second.Answer, pair.First.Context.Substring(pair.Second.AnswerStart, pair.Second.Answer.Length)));
    }

    [Fact]
    public void Candidates_differ_and_the_first_is_the_answer() => Assert.All(Read(questions.Model, QuestionsFixture.Rows), found =>
    {
        Assert.Equal(3, found.Candidates!.Distinct().Count());
        Assert.Equal((found.Answer, found.Score), (found.Candidates![0], found.Scores![0]));
        Assert.Equal(found.Scores!.OrderDescending(), found.Scores);
        Assert.Equal(1, found.Scores!.Sum(), 1e-5f);
    });

    [Fact]
    public void Answers_are_written_as_the_text_has_them()
    {
        // Small letters and blanks between the characters are lost in tokens, not in the answer.
        ReadingExample row = QuestionsFixture.Rows.Single(r => r.Answer == "3.5升");
        string context = row.Context.Replace("3.5升", "3.5 升", StringComparison.Ordinal);

        Found found = Assert.Single(Read(questions.Model, [new ReadingExample { Question = row.Question, Context = context }]));

        Assert.Equal(("3.5 升", context.IndexOf("3.5 升", StringComparison.Ordinal)), (found.Answer, found.AnswerStart));
    }

    [Fact]
    public void A_loaded_model_reads_as_the_saved_one_did()
    {
        byte[] zip = Zips.Save(questions.ML, questions.Model, questions.ML.Data.LoadFromEnumerable(QuestionsFixture.Rows).Schema);

        Assert.Equal(Json(Read(questions.Model, QuestionsFixture.Rows)), Json(Read(Zips.Load(questions.ML, zip), QuestionsFixture.Rows)));
    }

    [Fact]
    public void A_prediction_engine_reads_as_a_view_does()
    {
        using PredictionEngine<ReadingExample, Found> engine = questions.ML.Model.CreatePredictionEngine<ReadingExample, Found>(
            questions.Model, new PredictionEngineOptions { OwnsTransformer = false });

        foreach ((ReadingExample row, Found view) in QuestionsFixture.Rows.Zip(Read(questions.Model, QuestionsFixture.Rows)))
        {
            Found one = engine.Predict(row);
            Assert.Equal((view.Answer, view.AnswerStart), (one.Answer, one.AnswerStart));
            Assert.Equal(view.Score, one.Score, 1e-4f);
        }
    }

    [Fact]
    public void Gau_alpha_learns_answers_too()
    {
        ReadingExample[] rows = [.. QuestionsFixture.Rows.Take(6)];
        using ReadingTransformer model = questions.Chain(QuestionsFixture.Options(epochs: 60, SmallEncoders.Config("gau-alpha", QuestionsFixture.Vocabulary, 64)))
            .Fit(questions.ML.Data.LoadFromEnumerable(rows)).LastTransformer;

        Assert.Equal(rows.Select(r => r.Answer), Read(model, rows).Select(f => f.Answer));
    }

    [Fact]
    public void The_epoch_with_the_best_answers_is_kept_where_it_is_asked_for()
    {
        // The rate is so high at the end that what was learnt is lost again.
        ReadingExample[] rows = [.. QuestionsFixture.Rows.Take(6)];
        IDataView data = questions.ML.Data.LoadFromEnumerable(rows);
        IDataView encoded = questions.ML.Seq2Seq().EncodeReading(QuestionsFixture.Encoding).Fit(data).Transform(data);
        ReaderTrainerOptions options = QuestionsFixture.Options(epochs: 30);
        Seq2SeqTrainer<ReadingTransformer> trainer = questions.ML.Seq2Seq().Trainers.Reader(options with
        {
            Validation = encoded,
            ValidationQuestions = rows,
            Training = options.Training with
            {
                LearningRate = 0.05, Schedule = new LearningRateSchedule { WarmupShare = 1 }, RestoreBest = true, BestMetric = ReaderTrainerOptions.AverageName,
            },
        });

        using ReadingTransformer model = trainer.Fit(encoded);

        double[] averages = [.. trainer.Result!.Validations.Select(v => v.Scores[ReaderTrainerOptions.AverageName])];
        Assert.True(averages.Max() > averages[^1], "The last epoch is the best, so the test says nothing.");
        var score = new CmrcScore();
        foreach ((ReadingExample row, Found found) in rows.Zip(Read(model, rows)))
        {
            score.Add(found.Answer, row.Answers);
        }

        Assert.Equal(averages.Max(), score.Average, 1e-9);
    }

    [Fact]
    public void Places_beyond_the_vocabulary_are_labels_like_others()
    {
        // The answer stands at the end of a row that is longer than the vocabulary is large.
        var row = new ReadingExample { Question = "何", Context = new string('茶', 40) + "杯", Answer = "杯", AnswerStart = 40 };
        var vocabulary = SmallEncoders.Characters(["何茶杯"]);
        Assert.True(vocabulary.Count < 40);
        IDataView data = questions.ML.Data.LoadFromEnumerable([row]);
        IDataView encoded = questions.ML.Seq2Seq().EncodeReading(QuestionsFixture.Encoding with { Vocabulary = vocabulary }).Fit(data).Transform(data);

        using ReadingTransformer model = questions.ML.Seq2Seq().Trainers.Reader(
            QuestionsFixture.Options(epochs: 30, SmallEncoders.Config("bert", vocabulary, 64)) with { Vocabulary = vocabulary }).Fit(encoded);

        Assert.Equal("杯", Assert.Single(Read(model, [row])).Answer);
    }

    [Fact]
    public void A_label_beyond_its_row_is_refused()
    {
        IDataView rows = questions.ML.Data.LoadFromEnumerable([new Encoded { InputIds = [2, 5, 3, 6, 3], SegmentIds = [0, 0, 0, 1, 1], Labels = [3, 5, -100, -100, -100] }]);

        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => questions.ML.Seq2Seq().Trainers.Reader(QuestionsFixture.Options(epochs: 1)).Fit(rows));

        Assert.Equal("Column 'Labels' of row 0 holds the place 5, but the row has 5 tokens.", e.Message);
    }

    [Fact]
    public void Without_two_ends_that_go_together_there_is_no_answer()
    {
        ReadAnswersOptions options = QuestionsFixture.Options(epochs: 1).Reading with { Search = new AnswerSearchOptions { EndCount = 1, MaximumAnswerLength = 1 } };
        ITransformer model = questions.ML.Seq2Seq().ReadAnswers(questions.Transformer.Model, options).Fit(questions.ML.Data.LoadFromEnumerable(QuestionsFixture.Rows));

        // Its answers have several tokens, so the best first token is not the best last one.
        Found found = Read(model, QuestionsFixture.Rows)[1];

        Assert.Equal(("", -1, 0f), (found.Answer, found.AnswerStart, found.Score));
        Assert.Null(found.Candidates); // ML.NET gives an empty vector as null
    }

    [Fact]
    public void Rows_that_the_model_does_not_take_are_refused()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => questions.ML.Seq2Seq().ReadAnswers(questions.Transformer.Model));

        Assert.StartsWith("ReadAnswers makes rows of up to 512 tokens, but BertModel takes 64.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_with_another_head_is_refused()
    {
        using var model = new LanguageModel(((BertConfig)questions.Transformer.Model.Network.Configuration).CreateModel(EncoderHead.Classification), QuestionsFixture.Vocabulary);

        ArgumentException e = Assert.Throws<ArgumentException>(() => questions.ML.Seq2Seq().ReadAnswers(model));

        Assert.StartsWith("ReadAnswers needs a model that tells where answers stand, but BertModel as it is configured does not.", e.Message, StringComparison.Ordinal);
    }

    private Found[] Read(ITransformer model, IReadOnlyList<ReadingExample> rows) =>
        [.. questions.ML.Data.CreateEnumerable<Found>(model.Transform(questions.ML.Data.LoadFromEnumerable(rows)), reuseRowObject: false)];

    private static string Json(Found[] found) => System.Text.Json.JsonSerializer.Serialize(found);

    private sealed class Encoded
    {
        public int[] InputIds { get; set; } = [];

        public int[] SegmentIds { get; set; } = [];

        public int[] Labels { get; set; } = [];
    }

    private sealed class Found
    {
        public string Answer { get; set; } = "";

        public int AnswerStart { get; set; }

        public float Score { get; set; }

        public string[]? Candidates { get; set; }

        public float[]? Scores { get; set; }
    }
}
