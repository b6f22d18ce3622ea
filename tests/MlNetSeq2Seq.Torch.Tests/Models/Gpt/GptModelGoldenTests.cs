using System.Text.Json;
using MlNetSeq2Seq.Models.Gpt;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models.Gpt;

/// <summary>
/// The numbers of MiniGLM's and nanoGPT's <c>model.py</c> (Imbernoulli/MiniGLM 8739a4e, karpathy/nanoGPT 3adf61e) and of GPT2LMHeadModel
/// (transformers 4.16.0). Tolerances are those that the reference numbers' README gives.
/// </summary>
public sealed class GptModelGoldenTests
{
    private const double Hidden = 2e-5;
    private const double HiddenKey = -1e9;

    public static TheoryData<string> MiniGlm => ["golden/models/minigpt_bias", "golden/models/minigpt_nobias"];

    private static string HuggingFace => "golden/models/gpt2_hf";

    [SharedTheory]
    [MemberData(nameof(MiniGlm))]
    public void Hidden_states_and_logits_are_MiniGLMs(string folder)
    {
        using var golden = new GoldenModel(folder);
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using GptModel model = LoadMiniGlm(golden);

        Tensor hidden = model.Encode(golden.Inputs.GetProperty("idx").ToInt64Tensor());

        TensorAssert.Close(golden.Output("hidden_states_after_ln_f"), hidden, Hidden);
        TensorAssert.Close(golden.Output("logits"), model.Logits(hidden), Hidden);
    }

    [SharedTheory]
    [MemberData(nameof(MiniGlm))]
    public void Loss_and_perplexity_over_all_tokens_are_MiniGLMs(string folder)
    {
        using var golden = new GoldenModel(folder);
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using GptModel model = LoadMiniGlm(golden);

        double loss = GoldenBatch.MeanLoss(model, MiniGlmBatch(golden.Inputs, masked: false)).ToDouble();

        Assert.Equal(golden.Expected.GetProperty("loss_all").GetDouble(), loss, 1e-5);
        double perplexity = golden.Expected.GetProperty("perplexity_all").GetDouble();
        Assert.Equal(perplexity, Math.Exp(loss), 1e-5 * perplexity);
    }

    [SharedTheory]
    [MemberData(nameof(MiniGlm))]
    public void Targets_that_are_ignored_do_not_count(string folder)
    {
        using var golden = new GoldenModel(folder);
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using GptModel model = LoadMiniGlm(golden);

        double answers = GoldenBatch.MeanLoss(model, MiniGlmBatch(golden.Inputs, masked: true)).ToDouble();
        double rest = GoldenBatch.MeanLoss(model, MiniGlmBatch(golden.Inputs, masked: false, ignored: place => place % 3 == 0)).ToDouble();

        Assert.Equal(golden.Expected.GetProperty("loss_masked").GetDouble(), answers, 1e-5);
        double perplexity = golden.Expected.GetProperty("perplexity_masked").GetDouble();
        Assert.Equal(perplexity, Math.Exp(answers), 1e-5 * perplexity);
        Assert.Equal(golden.Expected.GetProperty("loss_every_third_target_ignored").GetDouble(), rest, 1e-5);
    }

    [SharedTheory]
    [MemberData(nameof(MiniGlm))]
    public void It_has_as_many_weights_as_MiniGLMs(string folder)
    {
        using var golden = new GoldenModel(folder);
        using GptModel model = LoadMiniGlm(golden);

        long count = StateDict.Parameters(model).Where(p => p.Key != "transformer.wpe.weight").Sum(p => p.Value.NumberOfElements);

        Assert.Equal(golden.Expected.GetProperty("num_params_without_positions").GetInt64(), count);
    }

    [SharedTheory]
    [MemberData(nameof(MiniGlm))]
    public void Loss_and_gradients_of_answers_are_MiniGLMs(string folder)
    {
        using var golden = new GoldenModel(folder);
        using GptModel model = LoadMiniGlm(golden);
        PaddedBatch batch = MiniGlmBatch(golden.Inputs, masked: true);

        GoldenTraining.AssertLossAndGradients(golden, model, () => GoldenBatch.MeanLoss(model, batch));
    }

    [SharedTheory]
    [MemberData(nameof(MiniGlm))]
    public void One_step_of_AdamW_gives_MiniGLMs_weights_and_six_its_trajectory(string folder)
    {
        using var golden = new GoldenModel(folder);
        using GptModel model = LoadMiniGlm(golden);
        PaddedBatch batch = MiniGlmBatch(golden.Inputs, masked: true);

        GoldenTraining.AssertAdamW(golden, model, () => GoldenBatch.MeanLoss(model, batch));
    }

    [SharedTheory]
    [MemberData(nameof(MiniGlm))]
    public void The_sources_own_optimiser_gives_MiniGLMs_trajectory(string folder)
    {
        using var golden = new GoldenModel(folder);
        using var scope = NewDisposeScope();
        using GptModel model = LoadMiniGlm(golden);
        PaddedBatch batch = MiniGlmBatch(golden.Inputs, masked: true);
        JsonElement expected = golden.Expected.GetProperty("reference_optimiser");
        double clip = expected.GetProperty("clip_grad_norm").GetDouble();
        using var optimiser = new FusedAdamW(model.named_parameters(), new AdamWOptions
        {
            // What decays by the default are matrices and tables, as in the source.
            Beta1 = expected.GetProperty("betas")[0].GetDouble(),
            Beta2 = expected.GetProperty("betas")[1].GetDouble(),
            Epsilon = expected.GetProperty("eps").GetDouble(),
            WeightDecay = expected.GetProperty("weight_decay").GetDouble(),
        });
        Dictionary<string, Parameter> parameters = StateDict.Parameters(model);
        JsonElement losses = expected.GetProperty("loss_at_step");
        for (int step = 0; step < losses.GetArrayLength(); step++)
        {
            optimiser.ClearGradients();
            Tensor loss = GoldenBatch.MeanLoss(model, batch);
            loss.backward();
            double norm = optimiser.GradientNorm();
            Dictionary<string, Tensor> gradients = step > 0 ? [] : golden.Expected.GetProperty("full_gradients_of").EnumerateArray()
                .ToDictionary(n => n.GetString()!, n => parameters[n.GetString()!].grad!.clone());
            double scale = Math.Min(1, clip / (norm + 1e-6));
            optimiser.Step(expected.GetProperty("lr").GetDouble(), scale);

            AssertRelative(losses[step].GetDouble(), loss.ToDouble(), 2e-5);
            AssertRelative(expected.GetProperty("grad_norm_before_clipping")[step].GetDouble(), norm, 1e-4);
            foreach ((string name, Tensor gradient) in gradients)
            {
                TensorAssert.Close(golden.Output($"ref_adamw_step1.{name}"), parameters[name], 2e-5, where: gradient.mul(scale).abs().gt(1e-4));
            }
        }
    }

    [SharedFact]
    public void Hidden_states_and_logits_are_Hugging_Faces()
    {
        using var golden = new GoldenModel(HuggingFace);
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using GptModel model = LoadHuggingFace(golden);
        JsonElement inputs = golden.Inputs.GetProperty("right_padded");

        Tensor hidden = model.Encode(inputs.GetProperty("input_ids").ToInt64Tensor());

        Tensor real = inputs.GetProperty("attention_mask").ToFloatTensor().unsqueeze(-1);
        TensorAssert.Close(golden.Output("hidden_states"), hidden, Hidden, where: real);
        TensorAssert.Close(golden.Output("logits"), model.Logits(hidden), Hidden, where: real);
    }

    [SharedFact]
    public void Logits_of_left_padded_rows_are_Hugging_Faces()
    {
        using var golden = new GoldenModel(HuggingFace);
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using GptModel model = LoadHuggingFace(golden);
        JsonElement inputs = golden.Inputs.GetProperty("left_padded");
        Tensor real = inputs.GetProperty("attention_mask").ToFloatTensor(); // [batch, length]
        Tensor allowed = ones(real.shape[1], real.shape[1]).tril().mul(real.unsqueeze(1).unsqueeze(1)); // [batch, 1, length, length]

        Tensor hidden = model.Encode(
            inputs.GetProperty("input_ids").ToInt64Tensor(), inputs.GetProperty("position_ids").ToInt64Tensor(), allowed.sub(1).mul(-HiddenKey));

        TensorAssert.Close(golden.Output("left_padded.logits"), model.Logits(hidden), Hidden, where: real.unsqueeze(-1));
    }

    [SharedFact]
    public void Loss_and_gradients_are_Hugging_Faces()
    {
        using var golden = new GoldenModel(HuggingFace);
        using GptModel model = LoadHuggingFace(golden);
        PaddedBatch batch = HuggingFaceBatch(golden.Inputs.GetProperty("right_padded"));

        GoldenTraining.AssertLossAndGradients(golden, model, () => GoldenBatch.MeanLoss(model, batch), isTransposed: GptWeights.HuggingFace.IsTransposed);
    }

    [SharedFact]
    public void One_step_of_AdamW_gives_Hugging_Faces_weights_and_six_its_trajectory()
    {
        using var golden = new GoldenModel(HuggingFace);
        using GptModel model = LoadHuggingFace(golden);
        PaddedBatch batch = HuggingFaceBatch(golden.Inputs.GetProperty("right_padded"));

        GoldenTraining.AssertAdamW(golden, model, () => GoldenBatch.MeanLoss(model, batch), isTransposed: GptWeights.HuggingFace.IsTransposed);
    }

    internal static GptModel LoadMiniGlm(GoldenModel golden) => Load(golden, golden.Config.Deserialize<NanoGptConfig>()!.ToGptConfig(), GptWeights.NanoGpt);

    internal static GptModel LoadHuggingFace(GoldenModel golden) => Load(golden, golden.Config.Deserialize<GptConfig>()!, GptWeights.HuggingFace);

    private static GptModel Load(GoldenModel golden, GptConfig config, WeightNames names)
    {
        var model = new GptModel(config);
        using IWeightsFile file = WeightsFile.Open(golden.Weights);
        StateDict.Load(model, file, names);
        return model;
    }

    private static PaddedBatch MiniGlmBatch(JsonElement inputs, bool masked, Func<int, bool>? ignored = null) => PaddedBatch.Of(
        [
            .. inputs.GetProperty("idx").EnumerateArray().Select((ids, row) => new CausalSample(
                ids.ToInts(),
                [
                    .. inputs.GetProperty("targets")[row].ToInts().Select((target, place) =>
                        (masked && inputs.GetProperty("loss_mask")[row][place].GetSingle() == 0) || ignored?.Invoke(place) == true ? Labels.Ignore : target),
                ])),
        ],
        paddingId: 0);

    // The reference moves the labels inside the model.
    private static PaddedBatch HuggingFaceBatch(JsonElement inputs) => PaddedBatch.Of(
        [
            .. inputs.GetProperty("input_ids").EnumerateArray().Select((ids, row) =>
                new CausalSample(ids.ToInts(), [.. inputs.GetProperty("labels")[row].ToInts()[1..], Labels.Ignore])),
        ],
        paddingId: 0);

    private static void AssertRelative(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Abs(expected), $"Wanted {expected}, found {actual}.");
}
