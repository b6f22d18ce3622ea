using System.Text.Json;
using MlNetSeq2Seq.Models.GauAlpha;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Weights;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models.GauAlpha;

/// <summary>
/// The numbers of JunnYu/GAU-alpha-pytorch (a7ac55f) and of HJHGJGHHG/GAU-PyTorch (5835567). Tolerances are those that the reference
/// numbers' README gives.
/// </summary>
public sealed class GauAlphaGoldenTests
{
    private const double Hidden = 2e-5;

    public static TheoryData<string> Folders =>
        ["gau_alpha_softmax_plus", "gau_alpha_squared_relu", "gau_alpha_softmax_bias", "gau_hj_softmax_plus", "gau_hj_squared_relu_ns"];

    [SharedTheory]
    [MemberData(nameof(Folders))]
    public void Hidden_states_and_logits_are_the_references(string folder)
    {
        using var golden = new GoldenModel($"golden/models/{folder}");
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using GauAlphaModel model = Load(golden);
        JsonElement inputs = golden.Inputs;
        Tensor allowed = inputs.GetProperty("attention_mask").ToFloatTensor().unsqueeze(1).ne(0);

        Tensor hidden = Encode(model, inputs, allowed);

        TensorAssert.Close(golden.Output("hidden_states"), hidden, Hidden);
        TensorAssert.Close(golden.Output("logits"), model.TokenLogits(hidden), Hidden);
    }

    [SharedTheory]
    [MemberData(nameof(Folders))]
    public void Logits_under_a_causal_mask_are_the_references(string folder)
    {
        using var golden = new GoldenModel($"golden/models/{folder}");
        if (!golden.HasOutput("causal_mask_3d.logits"))
        {
            return; // only one of the two repositories takes such masks
        }

        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using GauAlphaModel model = Load(golden);
        JsonElement inputs = golden.Inputs;
        Tensor real = inputs.GetProperty("attention_mask").ToFloatTensor().ne(0); // [rows, length]
        Tensor allowed = real.unsqueeze(1).logical_and(ones([real.shape[1], real.shape[1]], dtype: ScalarType.Bool).tril());

        Tensor logits = model.TokenLogits(Encode(model, inputs, allowed));

        TensorAssert.Close(golden.Output("causal_mask_3d.logits"), logits, Hidden);
    }

    [SharedTheory]
    [MemberData(nameof(Folders))]
    public void Loss_and_gradients_are_the_references(string folder)
    {
        using var golden = new GoldenModel($"golden/models/{folder}");
        using GauAlphaModel model = Load(golden);
        PaddedBatch batch = GoldenBatch.Of(golden.Inputs);

        GoldenTraining.AssertLossAndGradients(golden, model, () => GoldenBatch.MeanLoss(model, batch), Renamed);
    }

    [SharedTheory]
    [MemberData(nameof(Folders))]
    public void One_step_of_AdamW_gives_the_references_weights_and_six_its_trajectory(string folder)
    {
        using var golden = new GoldenModel($"golden/models/{folder}");
        using GauAlphaModel model = Load(golden);
        PaddedBatch batch = GoldenBatch.Of(golden.Inputs);

        GoldenTraining.AssertAdamW(golden, model, () => GoldenBatch.MeanLoss(model, batch), Renamed);
    }

    [SharedTheory]
    [InlineData("JunnYu", "softmax", GauNormalization.Softmax, GauScaling.Length)]
    [InlineData("JunnYu", "softmax_plus", GauNormalization.SoftmaxPlus, GauScaling.Length)]
    [InlineData("JunnYu", "squared_relu", GauNormalization.SquaredRelu, GauScaling.Length)]
    [InlineData("HJHGJGHHG", "softmax_plus", GauNormalization.SoftmaxPlus, GauScaling.Length)]
    [InlineData("HJHGJGHHG", "squared_relu n^2", GauNormalization.SquaredRelu, GauScaling.SquaredLength)]
    [InlineData("HJHGJGHHG", "squared_relu ns", GauNormalization.SquaredRelu, GauScaling.LengthTimesKeySize)]
    [InlineData("HJHGJGHHG", "squared_relu scale", GauNormalization.SquaredRelu, GauScaling.Sum)]
    public void Every_normalisation_gives_the_references_weights(string repository, string name, GauNormalization normalization, GauScaling scaling)
    {
        using var golden = new GoldenModel("golden/models");
        using var scope = NewDisposeScope();
        JsonElement root = golden.Json("gau_normalise.json");
        Tensor scores = root.GetProperty("scores").ToFloatTensor(); // [batch, queries, keys]
        MlNetSeq2Seq.Modules.VisibleKeys visible = MlNetSeq2Seq.Modules.VisibleKeys.FromAllowed(root.GetProperty("key_mask").ToFloatTensor().ne(0));

        Tensor weights = new GauWeighting(normalization, scaling).Apply(scores, visible);

        // A row without a positive score has 0 / 0 in the reference, and 0 here.
        Tensor expected = root.GetProperty(repository).GetProperty(name).ToFloatTensor().nan_to_num(0);
        TensorAssert.Close(expected, weights, 1e-6);
    }

    private static string Renamed(string name) => GauAlphaWeights.Names.Rename(name);

    private static Tensor Encode(GauAlphaModel model, JsonElement inputs, Tensor allowed) =>
        model.Encode(inputs.GetProperty("input_ids").ToInt64Tensor(), inputs.GetProperty("token_type_ids").ToInt64Tensor(), allowed);

    internal static GauAlphaModel Load(GoldenModel golden)
    {
        var model = new GauAlphaModel(golden.Config.Deserialize<GauAlphaConfig>()!);
        using IWeightsFile file = WeightsFile.Open(golden.Weights);
        StateDict.Load(model, file, GauAlphaWeights.Names);
        return model;
    }
}
