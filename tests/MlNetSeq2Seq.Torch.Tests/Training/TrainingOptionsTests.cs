using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>What makes no sense is refused before anything is read, by the name of the option, what was found and what was wanted.</summary>
public sealed class TrainingOptionsTests
{
    private static readonly LearningRateSchedule s_points = new() { Shape = LearningRateShape.PiecewiseLinear };

    public static TheoryData<TrainingOptions, string> Senseless => new()
    {
        { new() { Epochs = 0 }, "Epochs is 0; at least 1 is wanted" },
        { new() { Epochs = -3 }, "Epochs is -3; at least 1 is wanted" },
        { new() { LearningRate = 0 }, "LearningRate is 0; a number above 0 is wanted" },
        { new() { LearningRate = -1e-3 }, "LearningRate is -0.001; a number above 0 is wanted" },
        { new() { LearningRate = double.NaN }, "LearningRate is NaN; a number above 0 is wanted" },
        { new() { LearningRate = double.PositiveInfinity }, "LearningRate is Infinity; a number above 0 is wanted" },
        { new() { MaximumGradientNorm = -1 }, "MaximumGradientNorm is -1; at least 0 is wanted" },
        { new() { MaximumGradientNorm = double.NaN }, "MaximumGradientNorm is NaN; at least 0 is wanted" },
        { new() { Accumulation = 0 }, "Accumulation is 0; at least 1 is wanted" },
        { new() { Prefetch = 0 }, "Prefetch is 0; at least 1 is wanted" },
        { new() { RDrop = -1 }, "RDrop is -1; at least 0 is wanted" },
        { new() { RDrop = double.NaN }, "RDrop is NaN; at least 0 is wanted" },
        { new() { ValidateEverySteps = -1 }, "ValidateEverySteps is -1; at least 0 is wanted" },
        { new() { MaximumSkippedSteps = 0 }, "MaximumSkippedSteps is 0; at least 1 is wanted" },
        { new() { EarlyStopping = new() { Patience = 0 } }, "early stopping has patience 0 and minimum gain 0; at least 1 and 0 are wanted" },
        { new() { EarlyStopping = new() { MinimumGain = double.NaN } }, "early stopping has patience 3 and minimum gain NaN; at least 1 and 0 are wanted" },
        { new() { Adversarial = new() { Epsilon = 0 } }, "adversarial training has epsilon 0 and 5 names; a finite epsilon above 0 and at least one name are wanted" },
        { new() { Adversarial = new() { Epsilon = double.PositiveInfinity } }, "adversarial training has epsilon Infinity and 5 names; a finite epsilon above 0 and at least one name are wanted" },
        { new() { Adversarial = new() { Parameters = [] } }, "adversarial training has epsilon 0.5 and 0 names; a finite epsilon above 0 and at least one name are wanted" },
        { new() { Average = new() { Decay = 1 } }, "Average has a decay of 1; one in [0, 1) is wanted" },
        { new() { Average = new() { Decay = double.NaN } }, "Average has a decay of NaN; one in [0, 1) is wanted" },
        { new() { Lookahead = new() { Steps = 0 } }, "Lookahead has 0 steps and a share of 0.5; wanted are at least 1 step and a share in (0, 1]" },
        { new() { Lookahead = new() { Share = 1.5 } }, "Lookahead has 5 steps and a share of 1.5; wanted are at least 1 step and a share in (0, 1]" },
        { new() { Loss = new() { Smoothing = 1 } }, "the label smoothing is 1; at least 0 and below 1 is wanted" },
        { new() { Loss = new() { Smoothing = double.NaN } }, "the label smoothing is NaN; at least 0 and below 1 is wanted" },
        { new() { RestoreBest = true, Checkpoints = new() { Folder = "f", KeepBest = false } }, "RestoreBest needs the checkpoint of the best step, but KeepBest is off" },
        { new() { Checkpoints = new() { Folder = "" } }, "the checkpoints have folder '', every 0 steps, every 10 minutes and keep 2; wanted are a folder, at least 0, at least 0 and at least 1" },
        { new() { Optimizer = new AdamWOptions { Beta2 = 1 } }, "Optimizer has betas 0.9 and 1 and epsilon 1E-08; wanted are betas in [0, 1) and epsilon above 0" },
        { new() { Optimizer = new AdamWOptions { WeightDecay = double.NaN } }, "Optimizer has weight decay NaN and maximum gradient norm 0; both must be at least 0" },
        { new() { Optimizer = new LambOptions { Epsilon = 0 } }, "Optimizer has betas 0.9 and 0.999 and epsilon 0; wanted are betas in [0, 1) and epsilon above 0" },
        { new() { Optimizer = new LionOptions { Beta1 = -0.1 } }, "Optimizer has betas -0.1 and 0.98; wanted are betas in [0, 1)" },
        { new() { Optimizer = new SgdOptions { Momentum = 1 } }, "Optimizer has momentum 1; wanted is one in [0, 1)" },
        { new() { Optimizer = new AdafactorOptions { DecayPower = 0 } }, "Optimizer has beta null, decay power 0, epsilons 1E-30 and 0.001 and clipping threshold 1; wanted are a beta in [0, 1) and the others above 0" },
        { new() { Optimizer = new AdamWOptions { Rates = [new("head", -1)] } }, "Optimizer has the rate -1 for names with 'head'; wanted are a pattern and a factor of at least 0" },
        { new() { Schedule = new() { WarmupShare = 1.5 } }, "the learning rate's schedule has a warm-up of a share of 1.5 or no steps; a share lies in [0, 1], and steps are at least 0" },
        { new() { Schedule = new() { WarmupSteps = -1 } }, "the learning rate's schedule has a warm-up of a share of 0.1 or -1 steps; a share lies in [0, 1], and steps are at least 0" },
        { new() { Schedule = new() { WarmupSteps = 10, DecaySteps = 9 } }, "the learning rate's schedule has come to its minimum after 9 steps, within a warm-up of 10; the decay must end after the warm-up" },
        { new() { Schedule = s_points }, "the learning rate's schedule has the points ; wanted is at least one, by rising step, with factors of at least 0" },
        { new() { Schedule = s_points with { Points = [new(2, 1), new(2, 0)] } }, "the learning rate's schedule has the points (2, 1), (2, 0); wanted is at least one, by rising step, with factors of at least 0" },
        { new() { Stages = [new() { Steps = 3 }] }, "stage 1 of 1 has 3 steps and no epochs; the last stage lasts until the training ends and has neither" },
        { new() { Stages = [new(), new()] }, "stage 1 of 2 has no steps and no epochs; one of the two is wanted, at least 1" },
        { new() { Stages = [new() { LearningRate = 0 }] }, "stage 1 of 1 has the learning rate 0; a number above 0 is wanted" },
    };

    [Theory]
    [MemberData(nameof(Senseless))]
    public void Senseless_values_are_refused_in_one_sentence(TrainingOptions options, string sentence) =>
        Assert.Equal($"TrainingOptions: {sentence}.", Assert.Throws<ArgumentException>(options.Validate).Message);

    public static TheoryData<TrainingOptions, string> Misspelt => new()
    {
        { new() { Optimizer = new AdamWOptions { Rates = ParameterRate.LayerWise(2, 0.9, "block.{0}.") } }, "FusedAdamW gives rates to parameters with 'block.0.'" },
        { new() { Optimizer = new LionOptions { NoDecay = ["bias", "LayerNrom"] } }, "Lion spares the decay of parameters with 'LayerNrom'" },
        { new() { Stages = [new() { Steps = 1 }, new() { TrainablePatterns = ["layer.1.", "haed"] }] }, "Stage 2 trains parameters with 'haed'" },
        { new() { Stages = [new() { FrozenPatterns = ["layer.2."] }] }, "Stage 1 freezes parameters with 'layer.2.'" },
    };

    [Theory]
    [MemberData(nameof(Misspelt))]
    public void A_pattern_that_fits_no_name_is_named(TrainingOptions options, string beginning)
    {
        using TinyModel model = TinyTraining.Model();

        Assert.Equal(
            $"{beginning} in their names, but the model has none; it has names such as 'word_embeddings.weight' and 'head.bias'.",
            Assert.Throws<ArgumentException>(() => new TrainingLoop(model, options).Run(TinyTraining.Batches)).Message);
    }
}
