using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Training;

public sealed class AdversaryTests
{
    [Fact]
    public void The_adversary_moves_embeddings_along_their_gradient_and_puts_them_back_to_the_last_bit()
    {
        using var scope = NewDisposeScope();
        using TinyModel model = TinyTraining.Model();
        PaddedBatch batch = TinyTraining.Batch(new KeyedRandom(1, 1));
        model.eval();
        Tensor loss = model.Loss(batch, new TokenLoss());
        loss.backward();
        float[] before = model.Weights;

        using (new Adversary(model.named_parameters(), new AdversarialOptions { Epsilon = 0.25 }).Move()!)
        {
            double moved = Math.Sqrt(before.Zip(model.Weights, (a, b) => Math.Pow(a - b, 2)).Sum());
            Assert.Equal(0.25, moved, 1e-6);
            Assert.True(model.Loss(batch, new TokenLoss()).ToDouble() > loss.ToDouble());
        }

        Assert.Equal(before, model.Weights);
    }

    [Theory]
    [InlineData("nothing", "Adversarial training moves tables of embeddings with 'nothing' in their names, but the model has none; it has names such as 'word_embeddings.weight' and 'head.weight'.")]
    [InlineData("wte.", "Adversarial training moves tables of embeddings with 'wte.' in their names, but the model has none.")]
    public void A_model_without_such_tables_is_refused(string name, string sentence)
    {
        using TinyModel model = TinyTraining.Model();
        var options = new TrainingOptions { Adversarial = new AdversarialOptions { Parameters = [name] } };

        Assert.Equal(sentence, Assert.Throws<ArgumentException>(() => new TrainingLoop(model, options).Run(TinyTraining.Batches)).Message);
    }

    // By hand for a step of plain descent: w - rate * (gradient at w + gradient at w + r), where r is the first gradient, epsilon long.
    [Fact]
    public void A_step_takes_the_gradients_of_both_passes()
    {
        using var scope = NewDisposeScope();
        using TinyModel model = TinyTraining.Model(dropout: 0);
        PaddedBatch batch = TinyTraining.Batch(new KeyedRandom(1, 1));
        const string table = "word_embeddings.weight";
        Dictionary<string, Tensor> first = Gradients(model, batch);
        var table2 = (Tensor)model.get_parameter(table)!;
        using (no_grad())
        {
            table2.add_(first[table], 0.25 / first[table].norm().ToDouble());
        }

        Dictionary<string, Tensor> second = Gradients(model, batch);
        using TinyModel trained = TinyTraining.Model(dropout: 0);
        Dictionary<string, Tensor> expected = trained.named_parameters().ToDictionary(p => p.name, p => p.parameter.detach().sub(first[p.name].add(second[p.name]).mul(0.1)));

        new TrainingLoop(trained, new TrainingOptions
        {
            Epochs = 1, LearningRate = 0.1, MaximumGradientNorm = 0, Optimizer = new SgdOptions(), Adversarial = new AdversarialOptions { Epsilon = 0.25 },
            Schedule = new LearningRateSchedule { Shape = LearningRateShape.Constant, WarmupShare = 0 },
        }).Run(new EpochBatches(1, _ => [batch]));

        Assert.All(trained.named_parameters(), p => Assert.True(p.parameter.allclose(expected[p.name], atol: 1e-6)));
    }

    [Fact]
    public void Where_a_stage_freezes_the_tables_nothing_is_learnt_twice()
    {
        using TinyModel model = TinyTraining.Model();
        int passes = 0;
        model.Scored = scores =>
        {
            passes++;
            return scores;
        };
        var stages = new[] { new TrainingStage { FrozenPatterns = ["word_embeddings"] } };

        new TrainingLoop(model, new TrainingOptions { Epochs = 1, Adversarial = new AdversarialOptions(), Stages = stages }).Run(TinyTraining.Batches);

        Assert.Equal(TinyTraining.BatchesOfEpoch, passes);
    }

    private static Dictionary<string, Tensor> Gradients(TinyModel model, PaddedBatch batch)
    {
        model.zero_grad();
        model.Loss(batch, new TokenLoss()).backward();
        return model.named_parameters().ToDictionary(p => p.name, p => p.parameter.grad!.clone());
    }
}
