using System.Text.Json;
using MlNetSeq2Seq.Models.Flash;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Weights;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models.Flash;

/// <summary>
/// The numbers of JunnYu/FLASHQuad_pytorch (e590261), flash_lucidrains.py. Tolerances are those that the reference numbers' README gives.
/// </summary>
public sealed class FlashGoldenTests
{
    private const double Hidden = 1e-4;
    private const double Logits = 2e-5;

    public static TheoryData<string> Folders => ["flash_mixed_chunk", "flash_mixed_chunk_layernorm"];

    public static TheoryData<string> LayerFolders => ["flash_layer_causal", "flash_layer_causal_shift", "flash_layer_noncausal_shift"];

    [SharedTheory]
    [MemberData(nameof(Folders))]
    public void Hidden_states_and_logits_are_the_references(string folder)
    {
        using var golden = new GoldenModel($"golden/models/{folder}");
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using FlashModel model = Load(golden);
        Tensor ids = golden.Inputs.GetProperty("input_ids").ToInt64Tensor();
        Tensor real = golden.Inputs.GetProperty("attention_mask").ToFloatTensor().ne(0);

        Tensor hidden = model.Encode(ids, real);

        TensorAssert.Close(golden.Output("hidden_states"), hidden, Hidden);
        TensorAssert.Close(golden.Output("logits"), model.TokenLogits(hidden), Logits);
        TensorAssert.Close(golden.Output("no_mask.logits"), model.TokenLogits(model.Encode(ids, ones_like(real))), Logits);
    }

    [SharedTheory]
    [MemberData(nameof(Folders))]
    public void Loss_and_gradients_are_the_references(string folder)
    {
        using var golden = new GoldenModel($"golden/models/{folder}");
        using FlashModel model = Load(golden);
        PaddedBatch batch = GoldenBatch.Of(golden.Inputs);

        GoldenTraining.AssertLossAndGradients(golden, model, () => GoldenBatch.MeanLoss(model, batch));
    }

    [SharedTheory]
    [MemberData(nameof(Folders))]
    public void One_step_of_AdamW_gives_the_references_weights_and_six_its_trajectory(string folder)
    {
        using var golden = new GoldenModel($"golden/models/{folder}");
        using FlashModel model = Load(golden);
        PaddedBatch batch = GoldenBatch.Of(golden.Inputs);

        GoldenTraining.AssertAdamW(golden, model, () => GoldenBatch.MeanLoss(model, batch));
    }

    [SharedTheory]
    [MemberData(nameof(LayerFolders))]
    public void A_layer_with_and_without_padding_is_the_references(string folder)
    {
        using var golden = new GoldenModel($"golden/models/{folder}");
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        JsonElement sizes = golden.Config;
        var config = new FlashConfig
        {
            VocabularySize = 1,
            HiddenSize = sizes.GetProperty("dim").GetInt32(),
            GroupSize = sizes.GetProperty("group_size").GetInt32(),
            KeySize = sizes.GetProperty("query_key_dim").GetInt32(),
            Expansion = sizes.GetProperty("expansion_factor").GetDouble(),
            IsCausal = sizes.GetProperty("causal").GetBoolean(),
            ShiftsTokens = sizes.GetProperty("shift_tokens").GetBoolean(),
            Norm = sizes.GetProperty("norm").GetString() == "scalenorm" ? FlashNorm.Scale : FlashNorm.Layer,
            Divisor = FlashDivisor.PaddedLength,
        };
        using var layer = new FlashLayer(config, new ComputePrecision());
        StateDict.Load(layer, golden.Weights, FlashWeights.IsDerived);
        Tensor input = golden.Output("input"); // [rows, length, hiddenSize]
        Tensor real = golden.Output("mask").ne(0);

        using (var capture = AttentionCapture.Begin())
        {
            TensorAssert.Close(golden.Output("output"), layer.forward(input, new FlashGroups(config, real)), Hidden);
            TensorAssert.Close(golden.Output("kernel"), capture.Maps[0], Hidden); // squares, as large as hidden states
        }

        TensorAssert.Close(golden.Output("output_without_mask"), layer.forward(input, new FlashGroups(config, ones_like(real))), Hidden);
    }

    [SharedTheory]
    [InlineData("bidirectional", false)]
    [InlineData("causal", true)]
    public void Every_distance_has_the_references_bucket(string name, bool isCausal)
    {
        using var golden = new GoldenModel("golden/models");
        JsonElement expected = golden.Json("t5_relative_buckets.json").GetProperty(name);

        int[] buckets = [.. expected.GetProperty("relative_position_key_minus_query").ToInts().Select(distance => FlashRelativeBias.BucketOf(distance, isCausal))];

        Assert.Equal(expected.GetProperty("bucket").ToInts(), buckets);
    }

    // The reference divides by the length of the batch.
    internal static FlashModel Load(GoldenModel golden)
    {
        var model = new FlashModel(golden.Config.Deserialize<FlashConfig>()! with { Divisor = FlashDivisor.PaddedLength });
        using IWeightsFile file = WeightsFile.Open(golden.Weights);
        StateDict.Load(model, file, FlashWeights.Names);
        return model;
    }
}
