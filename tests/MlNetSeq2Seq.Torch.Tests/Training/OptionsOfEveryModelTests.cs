using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Models;
using MlNetSeq2Seq.Training;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>What every trainer takes must do for every network what it says.</summary>
public sealed class OptionsOfEveryModelTests : IDisposable
{
    private readonly int _threads = get_num_threads();

    public OptionsOfEveryModelTests() => set_num_threads(1); // sums in one order

    public static TheoryData<string> Networks => new(TinyNetworks.Names);

    public static TheoryData<string, WeightOptimizerOptions> NetworksAndOptimizers
    {
        get
        {
            WeightOptimizerOptions[] kinds = [new AdamWOptions(), new AdafactorOptions { Beta1 = 0.9 }, new LambOptions(), new LionOptions(), new SgdOptions { Momentum = 0.9 }];
            var rows = new TheoryData<string, WeightOptimizerOptions>();
            foreach ((int index, string network) in TinyNetworks.Names.Index())
            {
                rows.Add(network, kinds[index % kinds.Length]);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(NetworksAndOptimizers))]
    public void All_options_at_once_train_every_network(string network, WeightOptimizerOptions optimizer)
    {
        using Seq2SeqModel model = TinyNetworks.New(network);
        bool isReader = network.EndsWith("answers", StringComparison.Ordinal);
        string[] names = [.. model.named_parameters().Where(p => p.parameter.requires_grad).Select(p => p.name)];
        TrainingOptions options = CheckpointTests.Everything with
        {
            Epochs = 4, LearningRate = optimizer is LionOptions ? 2e-3 : 2e-2, Optimizer = optimizer, RecomputeActivations = model.Recomputation is not null,
            Loss = new TokenLoss { Smoothing = isReader ? 0 : 0.1 }, Stages = [new TrainingStage { Steps = 3, FrozenPatterns = [names[^1]] }, new TrainingStage()],
        };
        PaddedBatch[] batches = TinyNetworks.Batches(network, 5, 3, 4, 2, 2);
        ValidationResult before = Validation.Measure(model, batches);
        model.train();

        TrainingResult result = new TrainingLoop(model, options).Run(new EpochBatches(batches.Length, _ => batches), () => batches);

        Assert.Equal(TrainingEnd.Completed, result.End);
        Assert.Equal(0, result.SkippedSteps);
        ValidationResult after = Validation.Measure(model, batches);
        Assert.True(Loss(after) < Loss(before), $"The loss went from {Loss(before)} to {Loss(after)}.");

        static double Loss(ValidationResult result) => result.Labels > 0 ? result.Loss + (result.Sequence?.Loss ?? 0) : result.Sequence!.Loss;
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Batches_of_unequal_size_accumulate_to_the_step_of_one_batch(string network)
    {
        var options = new TrainingOptions
        {
            Epochs = 1, LearningRate = 1, MaximumGradientNorm = 0.5, Optimizer = new SgdOptions(), Schedule = new LearningRateSchedule { Shape = LearningRateShape.Constant, WarmupShare = 0 },
        };

        (Dictionary<string, float[]> whole, TrainingStep one) = Step(network, options, 16);
        (Dictionary<string, float[]> cut, TrainingStep many) = Step(network, options with { Accumulation = 4 }, 7, 1, 3, 5);

        Assert.Equal(one.Loss, many.Loss, 1e-5);
        Assert.Equal(one.GradientNorm, many.GradientNorm, 1e-5 + (1e-4 * one.GradientNorm));
        Assert.All(whole, named => Assert.All(named.Value.Zip(cut[named.Key]), pair => Assert.Equal(pair.First, pair.Second, 1e-5f)));
    }

    // FLASHQuad's w, a and b make a table of relative positions; they are no scales.
    [Theory]
    [MemberData(nameof(Networks))]
    public void Norms_biases_and_scales_do_not_decay_and_all_projections_do(string network)
    {
        using Seq2SeqModel model = TinyNetworks.New(network);
        (string Name, bool IsVector, bool Decays)[] parameters =
        [
            .. model.named_parameters().Where(p => p.name[^2..] is not (".w" or ".a" or ".b"))
                .Select(p => (p.name, p.parameter.dim() < 2, !NamePattern.FitsAny(p.name, new AdamWOptions().NoDecay))),
        ];

        Assert.DoesNotContain(parameters, p => p.IsVector && p.Decays);
        Assert.True(parameters.Count(p => !p.IsVector && p.Decays) > 5);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_adversary_finds_the_table_of_embeddings(string network)
    {
        using Seq2SeqModel model = TinyNetworks.New(network);
        model.Loss(TinyNetworks.Batches(network, 16)[0], new TokenLoss()).backward();
        Dictionary<string, float[]> before = Weights(model);

        using (new Adversary(model.named_parameters(), new AdversarialOptions()).Move())
        {
            string[] moved = [.. Weights(model).Where(now => !now.Value.SequenceEqual(before[now.Key])).Select(now => now.Key)];

            Assert.NotEmpty(moved);
            Assert.All(moved, name => Assert.Equal([Overfitting.VocabularySize, 16], model.get_parameter(name)!.shape));
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_parameter_that_is_used_twice_is_counted_once(string network)
    {
        using Seq2SeqModel model = TinyNetworks.New(network);

        IntPtr[] handles = [.. model.named_parameters().Select(p => p.parameter.Handle)];

        Assert.Equal(handles.Distinct(), handles);
    }

    public void Dispose() => set_num_threads(_threads);

    private static (Dictionary<string, float[]> Weights, TrainingStep Step) Step(string network, TrainingOptions options, params int[] rows)
    {
        using Seq2SeqModel model = TinyNetworks.New(network, dropout: 0);
        PaddedBatch[] batches = TinyNetworks.Batches(network, rows);
        TrainingResult result = new TrainingLoop(model, options).Run(new EpochBatches(batches.Length, _ => batches));
        return (Weights(model), Assert.Single(result.Steps));
    }

    private static Dictionary<string, float[]> Weights(Seq2SeqModel model) => model.named_parameters().ToDictionary(p => p.name, p => p.parameter.detach().data<float>().ToArray());
}
