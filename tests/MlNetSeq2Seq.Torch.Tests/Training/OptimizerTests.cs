using MlNetSeq2Seq.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Training;

public sealed class OptimizerTests
{
    // Worked by hand: r = sign-like update 1 in both elements, |x| = 5, |r| = √2, so each moves by 0.1 · 5/√2.
    [Fact]
    public void Lamb_moves_a_parameter_by_a_share_of_its_length()
    {
        using var scope = NewDisposeScope();
        using var weight = new Parameter(tensor((float[])[3, 4]));
        using var optimizer = new Lamb([("weight", weight)], new LambOptions { WeightDecay = 0, Epsilon = 1e-12 });
        weight.grad = tensor((float[])[2, 2]);

        optimizer.Step(0.1);

        float moved = (float)(0.1 * 5 / Math.Sqrt(2));
        Assert.Equal([3 - moved, 4 - moved], weight.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Lamb_adapts_neither_what_does_not_decay_nor_what_has_no_length()
    {
        using var scope = NewDisposeScope();
        using var bias = new Parameter(tensor((float[])[3, 4]));
        using var zero = new Parameter(zeros(2));
        using var optimizer = new Lamb([("bias", bias), ("weight", zero)], new LambOptions { Epsilon = 1e-12 });
        bias.grad = tensor((float[])[2, 2]);
        zero.grad = tensor((float[])[2, -2]);

        optimizer.Step(0.1);

        Assert.Equal([2.9f, 3.9f], bias.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal([-0.1f, 0.1f], zero.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    // By hand: m = 0 gives sign(g); then m = .02 g1 = .02, .95 · .02 + .05 · -.3 = .004 > 0; a gradient of -.4 turns it: .0190 - .02 < 0.
    [Fact]
    public void Lion_moves_by_the_sign_of_a_mean_of_gradients()
    {
        using var scope = NewDisposeScope();
        using var weight = new Parameter(tensor((float[])[1, 1]));
        using var optimizer = new Lion([("weight", weight)], new LionOptions { WeightDecay = 0 });
        weight.grad = tensor((float[])[1, 1]);
        optimizer.Step(0.25);
        weight.grad = tensor((float[])[-0.3f, -0.4f]);
        optimizer.Step(0.25);

        Assert.Equal([0.5f, 1f], weight.data<float>().ToArray());
    }

    [Fact]
    public void Weight_decay_spares_the_names_that_say_so_and_rates_multiply()
    {
        using var scope = NewDisposeScope();
        string[] names = ["encoder.layer.0.weight", "encoder.layer.1.weight", "encoder.layer.1.bias", "encoder.layer.10.LayerNorm.weight"];
        Parameter[] weights = [.. names.Select(_ => new Parameter(tensor((float[])[10])))];
        using var optimizer = new Sgd(names.Zip(weights), new SgdOptions
        {
            WeightDecay = 0.5, Rates = [new ParameterRate(".layer.1.", 2), new ParameterRate("weight", 0.5), new ParameterRate("encoder*Norm", 0)],
        });
        foreach (Parameter weight in weights)
        {
            weight.grad = ones(1);
        }

        optimizer.Step(0.1);

        // 10 (1 - rate · decay) - rate, with rates .05, .1, .2 and 0; the bias does not decay.
        Assert.Equal([10 * 0.975f - 0.05f, 10 * 0.95f - 0.1f, 10 - 0.2f, 10f], weights.Select(w => w.ToSingle()), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Layer_wise_rates_fall_from_the_top_and_embeddings_learn_slowest()
    {
        IReadOnlyList<ParameterRate> rates = ParameterRate.LayerWise(3, 0.5, ".layer.{0}.", "embeddings");

        Assert.Equal([(".layer.0.", 0.25), (".layer.1.", 0.5), (".layer.2.", 1), ("embeddings", 0.125)], rates.Select(r => (r.Pattern, r.Factor)));
    }

    [Fact]
    public void A_parameter_that_was_frozen_begins_its_moments_when_it_thaws()
    {
        using var scope = NewDisposeScope();
        using var always = new Parameter(zeros(1));
        using var late = new Parameter(zeros(1));
        using var optimizer = new FusedAdamW([("always", always), ("late", late)], new AdamWOptions { WeightDecay = 0 });
        for (int step = 0; step < 50; step++)
        {
            always.grad = ones(1);
            optimizer.Step(0.1);
        }

        late.grad = ones(1);
        optimizer.Step(0.1);

        Assert.Equal(-0.1f, late.ToSingle(), 1e-5f);
    }

    public static TheoryData<WeightOptimizerOptions> Kinds => [new AdamWOptions(), new AdafactorOptions { Beta1 = 0.9 }, new LambOptions(), new LionOptions(), new SgdOptions { Momentum = 0.9 }];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_optimiser_learns(WeightOptimizerOptions kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        using TinyModel model = TinyTraining.Model(dropout: 0);
        double rate = kind is SgdOptions ? 0.1 : kind is AdafactorOptions ? 0.5 : kind is LionOptions ? 0.01 : 0.05;

        TrainingResult result = new TrainingLoop(model, new TrainingOptions { Epochs = 20, LearningRate = rate, Optimizer = kind }).Run(TinyTraining.Batches);

        Assert.True(result.Steps[^1].Loss < result.Steps[0].Loss / 2, $"{kind.GetType().Name}: the loss went from {result.Steps[0].Loss} to {result.Steps[^1].Loss}.");
    }

    [Fact]
    public void Options_out_of_their_range_are_refused_in_one_sentence()
    {
        Assert.Equal(
            "FusedAdamW has betas 1 and 0.999 and epsilon 1E-08; wanted are betas in [0, 1) and epsilon above 0. (Parameter 'options')",
            Assert.Throws<ArgumentException>(() => new FusedAdamW([], new AdamWOptions { Beta1 = 1 })).Message);
        Assert.Contains("Lion has weight decay -1", Assert.Throws<ArgumentException>(() => new Lion([], new LionOptions { WeightDecay = -1 })).Message, StringComparison.Ordinal);
    }
}
