using System.Text.Json;
using MlNetSeq2Seq.Models.FlashQuad;
using MlNetSeq2Seq.Models.Gated;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Weights;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models.FlashQuad;

/// <summary>The numbers of JunnYu/FLASHQuad_pytorch (e590261). Tolerances are those that the reference numbers' README gives.</summary>
public sealed class FlashQuadGoldenTests
{
    private const double Hidden = 1e-4;
    private const double Logits = 2e-5;

    public static TheoryData<string> Folders => ["flashquad_scale_norm", "flashquad_layer_norm"];

    [SharedTheory]
    [MemberData(nameof(Folders))]
    public void Hidden_states_and_logits_are_the_references(string folder)
    {
        using var golden = new GoldenModel($"golden/models/{folder}");
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using FlashQuadModel model = Load(golden);
        JsonElement inputs = golden.Inputs;
        Tensor real = inputs.GetProperty("attention_mask").ToFloatTensor().ne(0);

        // The reference lets padding look at nothing.
        Tensor allowed = real.unsqueeze(1).logical_and(real.unsqueeze(2));
        Tensor hidden = model.Encode(inputs.GetProperty("input_ids").ToInt64Tensor(), inputs.GetProperty("token_type_ids").ToInt64Tensor(), allowed);

        TensorAssert.Close(golden.Output("hidden_states"), hidden, Hidden);
        TensorAssert.Close(golden.Output("logits"), model.TokenLogits(hidden), Logits);
    }

    [SharedTheory]
    [MemberData(nameof(Folders))]
    public void The_first_layer_read_from_left_to_right_is_the_references(string folder)
    {
        using var golden = new GoldenModel($"golden/models/{folder}");
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using FlashQuadModel model = Load(golden);
        FlashQuadLayer layer = model.Layers[0];
        Tensor input = golden.Output("layer0_causal.input"); // [rows, length, hiddenSize]
        long length = input.shape[1];
        Tensor positions = PositionAngles.Range(length, CPU);
        var rotary = new RotaryPositions(positions, model.Config.KeySize, RotaryPairs.Halves);
        var view = new GatedView(positions, positions, VisibleKeys.FromAllowed(ones([1, length, length], dtype: ScalarType.Bool).tril()));

        GatedStates states = layer.Project(input, rotary);

        TensorAssert.Close(golden.Output("layer0_causal.kernel"), layer.Weights(states.Query, states.Key, view), Logits);
        TensorAssert.Close(golden.Output("layer0_causal.output"), layer.forward(input, rotary, view), Hidden);
    }

    [SharedTheory]
    [MemberData(nameof(Folders))]
    public void Loss_and_gradients_are_the_references(string folder)
    {
        using var golden = new GoldenModel($"golden/models/{folder}");
        using FlashQuadModel model = Load(golden);
        PaddedBatch batch = GoldenBatch.Of(golden.Inputs);

        GoldenTraining.AssertLossAndGradients(golden, model, () => GoldenBatch.MeanLoss(model, batch));
    }

    [SharedTheory]
    [MemberData(nameof(Folders))]
    public void One_step_of_AdamW_gives_the_references_weights_and_six_its_trajectory(string folder)
    {
        using var golden = new GoldenModel($"golden/models/{folder}");
        using FlashQuadModel model = Load(golden);
        PaddedBatch batch = GoldenBatch.Of(golden.Inputs);

        GoldenTraining.AssertAdamW(golden, model, () => GoldenBatch.MeanLoss(model, batch));
    }

    internal static FlashQuadModel Load(GoldenModel golden)
    {
        var model = new FlashQuadModel(golden.Config.Deserialize<FlashQuadConfig>()!);
        using IWeightsFile file = WeightsFile.Open(golden.Weights);
        StateDict.Load(model, file, FlashQuadWeights.Names);
        return model;
    }
}
