using Microsoft.ML;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Inference;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Weights;
using TorchSharp;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>Trainers stop and go on: to the same bits whatever the network, and only where they are told the same as before.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlnetseq2seq-resume-");
    private readonly int _threads = torch.get_num_threads();

    public ResumeTests() => torch.set_num_threads(1); // bits are promised on one thread

    private CheckpointOptions Checkpoints => new() { Folder = _folder.FullName, EverySteps = 2 };

    [Theory]
    [MemberData(nameof(ArchitectureTests.Architectures), MemberType = typeof(ArchitectureTests))]
    public void A_network_of_any_architecture_goes_on_to_the_same_bits(string architecture)
    {
        var training = new TrainingOptions
        {
            Epochs = 4, LearningRate = 1e-2, Seed = 1, Accumulation = 2, Average = new WeightAverageOptions { Decay = 0.9 }, Lookahead = new LookaheadOptions { Steps = 3 },
        };
        float[] whole = Train(architecture, training);

        Assert.Throws<InvalidOperationException>(() => Train(architecture, training with { Checkpoints = Checkpoints }, new Told(step =>
        {
            if (step.Step == 5)
            {
                throw new InvalidOperationException("crash");
            }
        })));
        List<long> steps = [];
        float[] resumed = Train(architecture, training with { Checkpoints = Checkpoints }, new Told(step => steps.Add(step.Step)));

        Assert.Equal([5, 6, 7, 8], steps);
        Assert.Equal(whole, resumed);
    }

    [Fact]
    public void What_the_trainer_was_told_besides_its_training_is_compared_and_named()
    {
        UnilmTrainerOptions options = Saved(SmallTraining.Options(epochs: 1));
        Fit(options).Dispose();
        using TextGenerationTransformer other = Fit(SmallTraining.Options(epochs: 2));
        IDataView pairs = _ml.Data.LoadFromEnumerable(Pairs.All.Take(3));

        string message = Assert.Throws<ArgumentException>(() => Fit(options with
        {
            Batches = options.Batches with { MaximumRows = 5, LengthMultiple = 8, Shuffle = false },
            InitialModel = other.Model,
            Validation = _ml.Seq2Seq().EncodePrefixPairs(SmallTraining.Encoding).Fit(pairs).Transform(pairs),
        })).Message;

        Assert.Contains("Batches.LengthMultiple was 1 and is 8; Batches.MaximumRows was 8 and is 5; Batches.Shuffle was true and is false; BatchesOfEpoch was 1 and is 2;", message, StringComparison.Ordinal);
        Assert.Contains("InitialWeights was null and is \"", message, StringComparison.Ordinal);
        Assert.Contains("Validation.Count was absent and is 3; ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Rows.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_began_with_the_weights_of_a_model_goes_on_with_the_same_and_no_other()
    {
        using TextGenerationTransformer first = Fit(SmallTraining.Options(epochs: 1));
        using TextGenerationTransformer second = Fit(SmallTraining.Options(epochs: 2));
        UnilmTrainerOptions options = Saved(SmallTraining.Options(epochs: 2));
        using TextGenerationTransformer begun = Fit(options with { InitialModel = first.Model });

        using TextGenerationTransformer again = Fit(options with { InitialModel = first.Model });

        Assert.Equal(Weights(begun), Weights(again));
        Assert.Contains("made with other options: InitialWeights was \"", Assert.Throws<ArgumentException>(() => Fit(options with { InitialModel = second.Model })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_before_the_first_step_there_is_no_model()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => Fit(SmallTraining.Options(epochs: 1) with { CancellationToken = cancelled.Token }));
    }

    [Fact]
    public void Cancelling_is_heeded_while_an_epoch_is_read()
    {
        using var source = new CancellationTokenSource();
        int passes = 0;
        int rows = 0;
        UnilmTrainerOptions options = SmallTraining.Options(epochs: 5) with { CancellationToken = source.Token };
        var trainer = _ml.Seq2Seq().Trainers.Unilm(options);
        IDataView pairs = _ml.Data.LoadFromEnumerable(Counted());

        using TextGenerationTransformer model = trainer.Fit(_ml.Seq2Seq().EncodePrefixPairs(SmallTraining.Encoding).Fit(pairs).Transform(pairs));

        // The lengths, the first epoch, and the beginning of the second.
        Assert.Equal((TrainingEnd.Cancelled, 1), (trainer.Result!.End, trainer.Result.Steps.Count));
        Assert.Equal((3, (2 * Pairs.All.Length) + 3), (passes, rows));

        IEnumerable<Text.TextPair> Counted()
        {
            passes++;
            for (int row = 0; row < Pairs.All.Length; row++)
            {
                if (passes == 3 && row == 2)
                {
                    source.Cancel();
                }

                rows++;
                yield return Pairs.All[row];
            }
        }
    }

    [Fact]
    public void A_network_that_does_not_fit_into_memory_is_told_in_one_sentence()
    {
        UnilmTrainerOptions options = SmallTraining.Options(epochs: 1);

        var thrown = Assert.Throws<InsufficientMemoryException>(() => Fit(options with { Network = options.Network! with { IntermediateSize = 1 << 30, HiddenSize = 1 << 10 } }));

        Assert.StartsWith("The training does not fit into the memory of cpu: ", thrown.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        torch.set_num_threads(_threads);
    }

    private static float[] Weights(TextModelTransformer model) =>
        [.. StateDict.Parameters(model.Model.Network).OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => p.Value.data<float>().ToArray())];

    private UnilmTrainerOptions Saved(UnilmTrainerOptions options) => options with { Training = options.Training with { Checkpoints = Checkpoints } };

    private float[] Train(string architecture, TrainingOptions training, IProgress<TrainingStep>? progress = null)
    {
        var batches = new LengthBucketsOptions { MaximumRows = 2 };
        using TextModelTransformer model = ArchitectureTests.Train(_ml, architecture, options => options with { Training = training, Batches = batches, Progress = progress });
        return Weights(model);
    }

    private TextGenerationTransformer Fit(UnilmTrainerOptions options)
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Pairs.All);
        return _ml.Seq2Seq().Trainers.Unilm(options).Fit(_ml.Seq2Seq().EncodePrefixPairs(SmallTraining.Encoding).Fit(data).Transform(data));
    }

    private sealed class Told(Action<TrainingStep> action) : IProgress<TrainingStep>
    {
        public void Report(TrainingStep value) => action(value);
    }
}
