using System.Text.Json;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Models.Unilm;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Tests.Models.Unilm;

/// <summary>
/// The numbers of UnilmForSeq2Seq (WillongWang/Awesome-LLM-NLP-projects-updating-, ec621dd, modeling_unilm.py with
/// transformers 4.4.0). Tolerances are those that the reference numbers' README gives.
/// </summary>
public sealed class UnilmModelGoldenTests
{
    private const string Folder = "golden/models/unilm_seq2seq";
    private const double Hidden = 2e-5;

    [SharedTheory]
    [InlineData("seq2seq")]
    [InlineData("bidirectional")]
    [InlineData("left_to_right")]
    [InlineData("right_to_left")]
    [InlineData("padding_2d")]
    public void Hidden_states_are_the_references(string variant)
    {
        using var golden = new GoldenModel(Folder);
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using UnilmModel model = Load(golden);

        (Tensor hidden, Tensor real) = Encode(model, golden, variant);

        TensorAssert.Close(golden.Output($"{variant}.hidden_states"), hidden, Hidden, where: real.unsqueeze(-1));
        TensorAssert.Close(golden.Output($"{variant}.pooled"), model.Pool(hidden), Hidden);
    }

    [SharedTheory]
    [InlineData("seq2seq")]
    [InlineData("left_to_right")]
    public void Logits_are_the_references(string variant)
    {
        using var golden = new GoldenModel(Folder);
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using UnilmModel model = Load(golden);

        (Tensor hidden, Tensor real) = Encode(model, golden, variant);

        TensorAssert.Close(golden.Output($"{variant}.logits"), model.Logits(hidden), Hidden, where: real.unsqueeze(-1));
    }

    [SharedFact]
    public void The_first_layer_and_the_scores_of_hidden_tokens_are_the_references()
    {
        using var golden = new GoldenModel(Folder);
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using UnilmModel model = Load(golden);
        JsonElement inputs = golden.Inputs.GetProperty("variants").GetProperty("seq2seq");
        (Tensor mask, Tensor real) = Mask(model, inputs);
        Tensor ids = inputs.GetProperty("input_ids").ToInt64Tensor();
        Tensor embedded = GoldenModel.Part<BertEmbeddings>(model, "bert.embeddings")
            .forward(ids, inputs.GetProperty("token_type_ids").ToInt64Tensor(), PositionAngles.Range(ids.shape[1], CPU), null);

        Tensor first = GoldenModel.Part<BertLayer>(model, "bert.encoder.layer.0").forward(embedded, mask);

        TensorAssert.Close(golden.Output("seq2seq.layer0"), first, Hidden, where: real.unsqueeze(-1));
        TensorAssert.Close(golden.Output("seq2seq.logits_at_masked_pos").flatten(0, 1), MaskedLogits(model, golden, "seq2seq"), Hidden);
    }

    [SharedFact]
    public void Loss_and_gradients_are_the_references()
    {
        using var golden = new GoldenModel(Folder);
        using UnilmModel model = Load(golden);

        GoldenTraining.AssertLossAndGradients(golden, model, () => Loss(model, golden, new TokenLoss()));
    }

    [SharedFact]
    public void One_step_of_AdamW_gives_the_references_weights_and_six_its_trajectory()
    {
        using var golden = new GoldenModel(Folder);
        using UnilmModel model = Load(golden);

        GoldenTraining.AssertAdamW(golden, model, () => Loss(model, golden, new TokenLoss()));
    }

    [SharedFact]
    public void The_sources_own_optimiser_with_warm_up_and_clipping_gives_the_references_trajectory()
    {
        using var golden = new GoldenModel(Folder);
        using var scope = NewDisposeScope();
        using UnilmModel model = Load(golden);
        JsonElement expected = golden.Expected.GetProperty("hf_adamw");
        JsonElement schedule = expected.GetProperty("linear_schedule");
        var rate = new LearningRateSchedule { WarmupSteps = schedule.GetProperty("warmup_steps").GetInt32() };
        double peak = expected.GetProperty("lr").GetDouble();
        double clip = expected.GetProperty("clip_grad_norm").GetDouble();
        using var optimiser = new FusedAdamW(model.named_parameters(), new AdamWOptions
        {
            Form = AdamWForm.HuggingFace,
            Epsilon = expected.GetProperty("eps").GetDouble(),
            WeightDecay = expected.GetProperty("weight_decay").GetDouble(),
        });

        JsonElement losses = expected.GetProperty("loss_at_step");
        for (int step = 0; step < losses.GetArrayLength(); step++)
        {
            optimiser.ClearGradients();
            using Tensor loss = Loss(model, golden, new TokenLoss());
            loss.backward();
            double norm = optimiser.GradientNorm();
            double learningRate = peak * rate.At(step, schedule.GetProperty("total_steps").GetInt32());
            optimiser.Step(learningRate, Math.Min(1, clip / (norm + 1e-6)));

            AssertRelative(losses[step].GetDouble(), loss.ToDouble(), 2e-5);
            AssertRelative(expected.GetProperty("grad_norm_before_clipping")[step].GetDouble(), norm, 1e-4);
            Assert.Equal(expected.GetProperty("lr_used_at_step")[step].GetDouble(), learningRate, 1e-12);
            if (step == 1)
            {
                Dictionary<string, Parameter> parameters = StateDict.Parameters(model);
                foreach (JsonElement name in golden.Expected.GetProperty("full_gradients_of").EnumerateArray())
                {
                    Parameter parameter = parameters[name.GetString()!];
                    TensorAssert.Close(golden.Output($"hf_adamw_step2.{name.GetString()}"), parameter, 2e-5, where: parameter.grad!.abs().gt(1e-4));
                }
            }
        }
    }

    [SharedFact]
    public void Label_smoothing_as_the_source_does_it_gives_the_references_loss()
    {
        using var golden = new GoldenModel(Folder);
        using var scope = NewDisposeScope();
        using UnilmModel model = Load(golden);

        using Tensor loss = Loss(model, golden, new TokenLoss { Smoothing = 0.1, Form = LabelSmoothingForm.Unilm });
        loss.backward();

        Assert.Equal(golden.Expected.GetProperty("loss_label_smoothing_0.1").GetDouble(), loss.ToDouble(), 1e-5);
        using var optimiser = new FusedAdamW(model.named_parameters(), new AdamWOptions());
        AssertRelative(golden.Expected.GetProperty("grad_norm_total_label_smoothing_0.1").GetDouble(), optimiser.GradientNorm(), 1e-4);
    }

    [SharedFact]
    public void The_pooled_state_carries_the_references_next_sentence_loss()
    {
        using var golden = new GoldenModel(Folder);
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using UnilmModel model = Load(golden);
        JsonElement expected = golden.Expected.GetProperty("unilm_for_lm");

        (Tensor hidden, _) = Encode(model, golden, expected.GetProperty("variant").GetString()!);
        Tensor scores = F.linear(model.Pool(hidden), golden.Output("cls2.seq_relationship.weight"), golden.Output("cls2.seq_relationship.bias"));
        Tensor nextSentence = F.cross_entropy(scores, expected.GetProperty("next_sentence_label").ToInt64Tensor());
        Tensor total = Loss(model, golden, new TokenLoss(), expected.GetProperty("variant").GetString()!).add(nextSentence);

        Assert.Equal(expected.GetProperty("loss_mlm_plus_nsp").GetDouble(), total.ToDouble(), 1e-5);
    }

    internal static UnilmModel Load(GoldenModel golden)
    {
        UnilmConfig config = golden.Config.Deserialize<UnilmConfig>()!;
        var model = new UnilmModel(config);
        StateDict.Load(model, golden.Weights, UnilmWeights.IsDerived);
        return model;
    }

    private static (Tensor Hidden, Tensor Real) Encode(UnilmModel model, GoldenModel golden, string variant)
    {
        JsonElement inputs = golden.Inputs.GetProperty("variants").GetProperty(variant);
        (Tensor mask, Tensor real) = Mask(model, inputs);
        return (model.Encode(inputs.GetProperty("input_ids").ToInt64Tensor(), inputs.GetProperty("token_type_ids").ToInt64Tensor(), mask), real);
    }

    private static (Tensor Mask, Tensor Real) Mask(UnilmModel model, JsonElement inputs)
    {
        Tensor allowed = inputs.GetProperty("attention_mask").ToFloatTensor();
        bool isSquare = allowed.dim() == 3;
        Tensor mask = (isSquare ? allowed.unsqueeze(1) : allowed.unsqueeze(1).unsqueeze(1)).sub(1).mul(-model.Config.MaskConstant);

        // A row that may look at nothing is compared with nothing: the reference's rounding decides what stands there.
        return (mask, isSquare ? allowed.sum(-1).gt(0) : ones_like(allowed));
    }

    private static Tensor Loss(UnilmModel model, GoldenModel golden, TokenLoss loss, string variant = "seq2seq")
    {
        JsonElement inputs = golden.Inputs;
        return loss.Mean(
            MaskedLogits(model, golden, variant),
            inputs.GetProperty("masked_lm_labels").ToInt64Tensor().flatten(),
            inputs.GetProperty("masked_weights").ToFloatTensor().flatten());
    }

    // Shape [batch * masked, vocabulary].
    private static Tensor MaskedLogits(UnilmModel model, GoldenModel golden, string variant)
    {
        (Tensor hidden, _) = Encode(model, golden, variant);
        Tensor positions = golden.Inputs.GetProperty("masked_pos").ToInt64Tensor(); // [batch, masked]
        Tensor index = positions.unsqueeze(-1).expand(-1, -1, hidden.shape[2]); // [batch, masked, hidden]
        return model.Logits(hidden.gather(1, index)).flatten(0, 1);
    }

    private static void AssertRelative(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Abs(expected), $"Wanted {expected}, found {actual}.");
}
