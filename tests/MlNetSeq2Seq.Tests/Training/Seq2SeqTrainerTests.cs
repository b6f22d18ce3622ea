using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Models.Gpt;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Weights;
using TorchSharp;

namespace MlNetSeq2Seq.Tests.Training;

public sealed class Seq2SeqTrainerTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Equal_seeds_give_equal_weights_and_others_other_ones()
    {
        float[] first = Weights(Train(SmallTraining.Options(epochs: 2)));
        float[] second = Weights(Train(SmallTraining.Options(epochs: 2)));
        UnilmTrainerOptions other = SmallTraining.Options(epochs: 2);
        float[] third = Weights(Train(other with { Training = other.Training with { Seed = 2 } }));

        Assert.Equal(first, second);
        Assert.NotEqual(first, third);
    }

    [Fact]
    public void Steps_and_validations_are_reported_and_the_loss_falls()
    {
        var steps = new Collected<TrainingStep>();
        var validations = new Collected<ValidationResult>();
        IDataView data = _ml.Data.LoadFromEnumerable(Pairs.All);
        UnilmTrainerOptions options = SmallTraining.Options(epochs: 30) with
        {
            Progress = steps,
            Validated = validations,
            Validation = _ml.Seq2Seq().EncodePrefixPairs(SmallTraining.Encoding).Fit(data).Transform(data),
        };

        using TextGenerationTransformer model = Train(options);

        Assert.Equal(Enumerable.Range(1, 30).Select(i => (long)i), steps.Values.Select(s => s.Step));
        Assert.All(steps.Values, s => Assert.Equal(30, s.TotalSteps));
        Assert.Equal(30, validations.Values.Count);
        Assert.True(validations.Values[^1].Loss < validations.Values[0].Loss / 2, $"The loss fell from {validations.Values[0].Loss} to {validations.Values[^1].Loss} only.");
    }

    [Fact]
    public void A_network_that_writes_from_left_to_right_refuses_pairs_whose_source_is_seen_at_once()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Pairs.All);
        var trainer = _ml.Seq2Seq().Trainers.Gpt(new GptTrainerOptions
        {
            Vocabulary = Pairs.Vocabulary,
            Network = new GptConfig { VocabularySize = Pairs.Vocabulary.Count, LayerCount = 1, HiddenSize = 32, HeadCount = 2, MaximumLength = 48 },
            Columns = new PrefixColumns(),
        });

        ArgumentException thrown = Assert.Throws<ArgumentException>(() =>
            trainer.Fit(_ml.Seq2Seq().EncodePrefixPairs(SmallTraining.Encoding with { Task = PrefixTask.NextToken }).Fit(data).Transform(data)));

        Assert.Contains("GptModel writes from left to right, but the batch has a row with the attention SequenceToSequence", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:99")]
    public void A_device_that_is_not_there_is_refused_before_anything_is_read(string device) => Assert.StartsWith(
        $"Seq2SeqTrainer cannot compute on the device '{device}': ",
        Assert.Throws<ArgumentException>(() => _ml.Seq2Seq().Trainers.Unilm(SmallTraining.Options(epochs: 1) with { Device = device })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Cancelling_ends_after_the_step_in_hand_and_keeps_the_model()
    {
        using var source = new CancellationTokenSource();
        var trainer = _ml.Seq2Seq().Trainers.Unilm(SmallTraining.Options(epochs: 1000) with
        {
            Progress = new Collected<TrainingStep>(step => { if (step.Step == 3) { source.Cancel(); } }),
            CancellationToken = source.Token,
        });

        using TextGenerationTransformer model = trainer.Fit(Encoded());

        Assert.Equal(TrainingEnd.Cancelled, trainer.Result!.End);
        Assert.Equal(3, trainer.Result.Steps.Count);
        Assert.NotEmpty(SmallTraining.Answers(_ml, model, ["红茶"])[0].Generated);
    }

    [Fact]
    public void Values_that_are_not_finite_end_the_training_with_the_last_good_weights()
    {
        UnilmTrainerOptions options = SmallTraining.Options(epochs: 200);
        var trainer = _ml.Seq2Seq().Trainers.Unilm(options with
        {
            Training = options.Training with { LearningRate = 1e30, MaximumGradientNorm = 0, Schedule = new LearningRateSchedule { WarmupSteps = 0, Shape = LearningRateShape.Constant } },
        });

        using TextGenerationTransformer model = trainer.Fit(Encoded());

        Assert.Equal(TrainingEnd.NotFinite, trainer.Result!.End);
        Assert.All(Weights(model), w => Assert.True(float.IsFinite(w)));
    }

    [Fact]
    public void Training_goes_on_from_saved_weights()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            using TextGenerationTransformer first = Train(SmallTraining.Options(epochs: 60));
            first.Model.WriteFolder(folder.FullName);
            UnilmTrainerOptions options = SmallTraining.Options(epochs: 1);
            var trainer = _ml.Seq2Seq().Trainers.Unilm(options with { InitialWeights = Path.Combine(folder.FullName, "model.safetensors") });

            using TextGenerationTransformer second = trainer.Fit(Encoded());

            Assert.True(trainer.Result!.Steps[0].Loss < 1.5, $"The first loss is {trainer.Result.Steps[0].Loss}, as if the weights were random.");
            using LanguageModel read = LanguageModel.ReadFolder(folder.FullName);
            Assert.Equal(Weights(first), Weights(read));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_data_frame_is_learnt_from_as_rows_of_objects_are()
    {
        var frame = new DataFrame(new StringDataFrameColumn("Source", Pairs.All.Select(p => p.Source)), new StringDataFrameColumn("Target", Pairs.All.Select(p => p.Target)));

        using TextGenerationTransformer fromFrame = SmallTraining.Chain(_ml, SmallTraining.Options(epochs: 2)).Fit(frame).LastTransformer;

        Assert.Equal(Weights(Train(SmallTraining.Options(epochs: 2))), Weights(fromFrame));
    }

    [Fact]
    public void A_text_file_is_learnt_from_as_rows_of_objects_are()
    {
        string path = Path.GetTempFileName();
        try
        {
            float[] expected = Weights(Train(SmallTraining.Options(epochs: 2)));

            // ML.NET's loader takes no U+0001 for a separator.
            Write('\t');
            Assert.Equal(expected, Learnt(_ml.Data.LoadFromTextFile(path, new TextLoader.Options
            {
                Separators = ['\t'],
                Columns = [new TextLoader.Column("Source", DataKind.String, 0), new TextLoader.Column("Target", DataKind.String, 1)],
            })));

            Write('\u0001');
            Assert.Equal(expected, Learnt(_ml.Seq2Seq().LoadPairs(path)));
        }
        finally
        {
            File.Delete(path);
        }

        void Write(char separator) => File.WriteAllLines(path, Pairs.All.Select(p => $"{p.Source}{separator}{p.Target}"));

        float[] Learnt(IDataView pairs)
        {
            using TextGenerationTransformer model = SmallTraining.Chain(_ml, SmallTraining.Options(epochs: 2)).Fit(pairs).LastTransformer;
            return Weights(model);
        }
    }

    [Fact]
    public void Ids_of_another_vocabulary_are_refused_with_column_row_and_id()
    {
        Exception thrown = Assert.ThrowsAny<Exception>(() => _ml.Seq2Seq().Trainers.Unilm(SmallTraining.Options(epochs: 1)).Fit(_ml.Data.LoadFromEnumerable([new Encodings()])));

        Assert.Contains("Column 'InputIds' of row 0 holds the id 99999, but the vocabulary has", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_column_is_named_by_estimator_and_fit_alike()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Pairs.All);
        Seq2SeqTrainer<TextGenerationTransformer> trainer = _ml.Seq2Seq().Trainers.Unilm(SmallTraining.Options(epochs: 1));

        Assert.Contains("Seq2SeqTrainer reads column 'InputIds'", Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_without_rows_is_refused()
    {
        IDataView data = _ml.Data.LoadFromEnumerable<Text.TextPair>([]);

        Assert.Contains("without a row", Assert.ThrowsAny<Exception>(() => SmallTraining.Chain(_ml, SmallTraining.Options(epochs: 1)).Fit(data)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("training")]
    [InlineData("validation")]
    public void Rows_longer_than_the_network_are_refused_before_the_first_step(string kind)
    {
        UnilmTrainerOptions options = SmallTraining.Options(epochs: 1);
        List<long> steps = [];
        IDataView rows = _ml.Data.LoadFromEnumerable([.. Pairs.All, new Text.TextPair { Source = "红茶", Target = new string('茶', 17) }]);
        IDataView encoded = _ml.Seq2Seq().EncodePrefixPairs(SmallTraining.Encoding).Fit(rows).Transform(rows);
        options = options with
        {
            Network = options.Network! with { MaximumLength = 20 },
            Progress = new Collected<TrainingStep>(step => steps.Add(step.Step)),
            Validation = kind == "validation" ? encoded : null,
        };

        ArgumentException thrown = Assert.Throws<ArgumentException>(() => _ml.Seq2Seq().Trainers.Unilm(options).Fit(kind == "training" ? encoded : Encoded()));

        Assert.Equal(
            $"Seq2SeqTrainer got 1 of 9 {kind} rows with more than the 20 tokens that the network was made for, the longest with 22 (row 8); "
            + "cut them short where they are encoded, or give the network a greater MaximumLength.",
            thrown.Message);
        Assert.Empty(steps);
    }

    [Fact]
    public void Training_and_writing_leave_no_tensors_behind()
    {
        using TextGenerationTransformer warm = Train(SmallTraining.Options(epochs: 2));
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        using (TextGenerationTransformer model = Train(SmallTraining.Options(epochs: 50)))
        {
            SmallTraining.Answers(_ml, model, Pairs.All.Select(p => p.Source));
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static float[] Weights(TextGenerationTransformer model) => Weights(model.Model);

    private static float[] Weights(LanguageModel model) =>
        [.. StateDict.Parameters(model.Network).OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => p.Value.data<float>().ToArray())];

    private IDataView Encoded()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Pairs.All);
        return _ml.Seq2Seq().EncodePrefixPairs(SmallTraining.Encoding).Fit(data).Transform(data);
    }

    private TextGenerationTransformer Train(UnilmTrainerOptions options) =>
        SmallTraining.Chain(_ml, options).Fit(_ml.Data.LoadFromEnumerable(Pairs.All)).LastTransformer;

    private sealed class Collected<T>(Action<T>? also = null) : IProgress<T>
    {
        public List<T> Values { get; } = [];

        public void Report(T value)
        {
            Values.Add(value);
            also?.Invoke(value);
        }
    }

    private sealed class Encodings
    {
        public string Source { get; set; } = "x";

        [VectorType]
        public int[] InputIds { get; set; } = [2, 99999, 3];

        [VectorType]
        public int[] SegmentIds { get; set; } = [4, 4, 5];

        [VectorType]
        public int[] Labels { get; set; } = [-100, -100, 3];

        public int SourceLength { get; set; } = 2;

        public int Attention { get; set; } = 3;
    }
}
