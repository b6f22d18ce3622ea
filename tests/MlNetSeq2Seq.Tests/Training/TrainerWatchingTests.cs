using System.Globalization;
using Microsoft.Data.Analysis;
using Microsoft.Extensions.Logging;
using Microsoft.ML;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Tests.Training;

public sealed class TrainerWatchingTests : IDisposable
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlnetseq2seq-watch-");
    private readonly int _threads = TorchSharp.torch.get_num_threads();

    public TrainerWatchingTests() => TorchSharp.torch.set_num_threads(1);

    [Fact]
    public void Fit_with_a_checkpoint_folder_goes_on_where_it_was_cancelled()
    {
        UnilmTrainerOptions options = Options(epochs: 12);
        using TextGenerationTransformer whole = Fit(options, out _);
        UnilmTrainerOptions saved = options with { Training = options.Training with { Checkpoints = new CheckpointOptions { Folder = _folder.FullName } } };
        using var source = new CancellationTokenSource();
        Fit(saved with { CancellationToken = source.Token, Progress = new Act(step => { if (step.Step == 5) { source.Cancel(); } }) }, out TrainingResult first).Dispose();

        using TextGenerationTransformer resumed = Fit(saved, out TrainingResult second);

        Assert.Equal((TrainingEnd.Cancelled, 5L), (first.End, second.ResumedFrom));
        Assert.Equal(Weights(whole), Weights(resumed));
    }

    [Fact]
    public void Fit_does_not_go_on_with_other_rows()
    {
        UnilmTrainerOptions options = Options(epochs: 1);
        options = options with { Training = options.Training with { Checkpoints = new CheckpointOptions { Folder = _folder.FullName } } };
        Fit(options, out _).Dispose();
        IDataView others = _ml.Data.LoadFromEnumerable(Pairs.All.Reverse());

        Exception thrown = Assert.ThrowsAny<Exception>(() => SmallTraining.Chain(_ml, options).Fit(others));

        Assert.Contains("was made with other options: Rows.Hash was \"", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_the_context_ends_the_training_and_keeps_the_model()
    {
        UnilmTrainerOptions options = Options(epochs: 1000) with { Progress = new Act(step => { if (step.Step == 3) { Cancel(_ml); } }) };

        using TextGenerationTransformer model = Fit(options, out TrainingResult result);

        Assert.Equal((TrainingEnd.Cancelled, 3), (result.End, result.Steps.Count));
        Assert.NotEmpty(SmallTraining.Answers(new MLContext(seed: 1), model, ["红茶"])[0].Generated);

        // Internal in ML.NET, and public to the programs that it lets in.
        static void Cancel(MLContext ml) => typeof(MLContext).GetMethod("CancelExecution", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.Invoke(ml, null);
    }

    [Fact]
    public void A_log_folder_a_logger_and_a_history_tell_of_the_training()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Pairs.All);
        var logger = new Lines();
        UnilmTrainerOptions options = Options(epochs: 60) with
        {
            LogFolder = _folder.FullName,
            Logger = logger,
            Validation = _ml.Seq2Seq().EncodePrefixPairs(SmallTraining.Encoding).Fit(data).Transform(data),
            Writing = new WritingValidationOptions { Rows = data, MaximumRows = 6, LoggedRows = 2 },
        };
        options = options with { Training = options.Training with { ValidateEverySteps = 30, RestoreBest = true, BestMetric = "Rouge-L" } };
        var trainer = _ml.Seq2Seq().Trainers.Unilm(options);

        using TextGenerationTransformer model = trainer.Fit(_ml.Seq2Seq().EncodePrefixPairs(SmallTraining.Encoding).Fit(data).Transform(data));

        DataFrame history = trainer.History!;
        Assert.Equal(60, history.Rows.Count);
        Assert.Equal(trainer.Result!.Steps[^1].Loss, history["Loss"][59]);
        Assert.Equal(history["Loss"].Cast<double>(), model.History!["Loss"].Cast<double>());
        DataFrame validations = trainer.Result.ValidationsFrame();
        Assert.Equal([30L, 60L], validations["Step"].Cast<long>());
        Assert.True((double)validations["Rouge-L"][1] > 0.5, $"Rouge-L is {validations["Rouge-L"][1]} after 60 steps.");
        Assert.Equal(3, logger.Texts.Count); // the last step and two validations
        Assert.Contains("Rouge-L", logger.Texts[0], StringComparison.Ordinal);
        string report = File.ReadAllText(Path.Combine(_folder.FullName, "report.html"));
        Assert.Contains("红茶", report, StringComparison.Ordinal);
        Assert.Contains("num_hidden_layers", report, StringComparison.Ordinal);
        Assert.Equal(60 + 2 + 4, File.ReadLines(Path.Combine(_folder.FullName, "metrics.jsonl")).Count());
    }

    [Fact]
    public void The_log_of_the_context_tells_of_steps_and_validations()
    {
        List<string> messages = [];
        _ml.Log += (_, line) => messages.Add(line.Message);
        IDataView data = _ml.Data.LoadFromEnumerable(Pairs.All);

        Fit(Options(epochs: 2) with { Validation = _ml.Seq2Seq().EncodePrefixPairs(SmallTraining.Encoding).Fit(data).Transform(data) }, out TrainingResult result).Dispose();

        Assert.Contains(messages, line => line.Contains($"Step {result.Steps.Count} of {result.Steps.Count}, epoch 2: loss ", StringComparison.Ordinal));
        Assert.Equal(2, messages.Count(line => line.Contains("Validation at step", StringComparison.Ordinal)));
        Assert.Contains(messages, line => line.Contains($"epoch 2: {result.Validations[^1]}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_report_that_cannot_be_written_does_not_cost_the_model()
    {
        List<string> messages = [];
        _ml.Log += (_, line) => messages.Add(line.Message);
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "report.html", "in-the-way"));

        Fit(Options(epochs: 1) with { LogFolder = _folder.FullName }, out TrainingResult result).Dispose();

        Assert.Equal(TrainingEnd.Completed, result.End);
        Assert.Contains(messages, line => line.Contains("The report of the training could not be written: ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_logger_that_is_told_of_no_step_is_refused() =>
        Assert.Contains("every 0 steps; at least 1 is wanted", Assert.Throws<ArgumentOutOfRangeException>(() => new LoggerProgress(new Lines(), everySteps: 0)).Message, StringComparison.Ordinal);

    [Fact]
    public void Writing_without_rows_to_validate_on_is_refused()
    {
        UnilmTrainerOptions options = Options(epochs: 1) with { Writing = new WritingValidationOptions { Rows = _ml.Data.LoadFromEnumerable(Pairs.All) } };

        Assert.Contains("no rows to validate on", Assert.ThrowsAny<Exception>(() => Fit(options, out _)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_rows_are_in_each_epoch_once_within_the_budget_of_tokens_whatever_the_threads()
    {
        const int budget = 30;
        IDataView data = _ml.Data.LoadFromEnumerable(Pairs.All);
        IDataView encoded = _ml.Seq2Seq().EncodePrefixPairs(SmallTraining.Encoding).Fit(data).Transform(data);
        string[] orders = [.. ((int[])[1, 2, 4]).Select(threads =>
        {
            TorchSharp.torch.set_num_threads(threads);
            var reader = new SampleReader(encoded, new PrefixColumns(), Pairs.Vocabulary.Count);
            var buckets = new LengthBuckets(reader.ReadLengths(), new LengthBucketsOptions { MaximumTokens = budget, Seed = 3 });
            PaddedBatch[] batches = [.. reader.Batches(buckets, seed: 3, epoch: 1, paddingId: 0)];
            Assert.Equal(Enumerable.Range(0, Pairs.All.Length), buckets.Epoch(1).SelectMany(rows => rows).Order());
            Assert.Equal(buckets.Epoch(1).Select(rows => rows.Length), batches.Select(batch => batch.Rows));
            Assert.All(batches, batch => Assert.True(batch.Rows * batch.Length <= budget));
            return string.Join('|', batches.Select(batch => string.Join(' ', batch.Ids)));
        })];

        Assert.Single(orders.Distinct());
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        TorchSharp.torch.set_num_threads(_threads);
    }

    private static UnilmTrainerOptions Options(int epochs)
    {
        UnilmTrainerOptions options = SmallTraining.Options(epochs);
        return options with { Network = options.Network! with { HiddenDropout = 0.1 } };
    }

    private static float[] Weights(TextGenerationTransformer model) =>
        [.. StateDict.Parameters(model.Model.Network).OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => p.Value.data<float>().ToArray())];

    private TextGenerationTransformer Fit(UnilmTrainerOptions options, out TrainingResult result)
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Pairs.All);
        var trainer = _ml.Seq2Seq().Trainers.Unilm(options);
        TextGenerationTransformer model = trainer.Fit(_ml.Seq2Seq().EncodePrefixPairs(SmallTraining.Encoding).Fit(data).Transform(data));
        result = trainer.Result!;
        return model;
    }

    private sealed class Act(Action<TrainingStep> action) : IProgress<TrainingStep>
    {
        public void Report(TrainingStep value) => action(value);
    }

    private sealed class Lines : ILogger
    {
        public List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Texts.Add(string.Create(CultureInfo.InvariantCulture, $"{logLevel}: {formatter(state, exception)}"));
    }
}
