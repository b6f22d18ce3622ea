using System.Text.Json;
using MlNetSeq2Seq.Models.Lstm;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models.Lstm;

/// <summary>The numbers of torch.nn.LSTM (torch 1.13.1). Tolerances are those that the reference numbers' README gives.</summary>
public sealed class LstmGoldenTests
{
    private const double Hidden = 2e-5;

    public static TheoryData<string> Folders => ["lstm_lm", "lstm_lm_tied"];

    [SharedTheory]
    [MemberData(nameof(Folders))]
    public void States_and_logits_are_the_references(string folder)
    {
        using var golden = new GoldenModel($"golden/models/{folder}");
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using LstmModel model = Load(golden);

        (Tensor output, Tensor hidden, Tensor cell) = model.Read(golden.Inputs.GetProperty("idx").ToInt64Tensor());

        TensorAssert.Close(golden.Output("hidden_states"), output, Hidden);
        TensorAssert.Close(golden.Output("logits"), model.TokenLogits(output), Hidden);
        TensorAssert.Close(golden.Output("h_n"), hidden, Hidden);
        TensorAssert.Close(golden.Output("c_n"), cell, Hidden);
    }

    [SharedTheory]
    [MemberData(nameof(Folders))]
    public void A_given_state_is_gone_on_from_as_in_the_reference(string folder)
    {
        using var golden = new GoldenModel($"golden/models/{folder}");
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using LstmModel model = Load(golden);

        (Tensor output, _, Tensor cell) = model.Read(
            golden.Inputs.GetProperty("idx").ToInt64Tensor(), (golden.Output("initial_h0"), golden.Output("initial_c0")));

        TensorAssert.Close(golden.Output("with_initial_state.hidden_states"), output, Hidden);
        TensorAssert.Close(golden.Output("with_initial_state.c_n"), cell, Hidden);
    }

    [SharedTheory]
    [MemberData(nameof(Folders))]
    public void Loss_and_gradients_are_the_references(string folder)
    {
        using var golden = new GoldenModel($"golden/models/{folder}");
        using LstmModel model = Load(golden);
        PaddedBatch batch = Batch(golden.Inputs);

        GoldenTraining.AssertLossAndGradients(golden, model, () => GoldenBatch.MeanLoss(model, batch));
        double perplexity = golden.Expected.GetProperty("perplexity").GetDouble();
        Assert.Equal(perplexity, Math.Exp(GoldenBatch.MeanLoss(model, batch).ToDouble()), 1e-5 * perplexity);
    }

    [SharedTheory]
    [MemberData(nameof(Folders))]
    public void One_step_of_AdamW_gives_the_references_weights_and_six_its_trajectory(string folder)
    {
        using var golden = new GoldenModel($"golden/models/{folder}");
        using LstmModel model = Load(golden);
        PaddedBatch batch = Batch(golden.Inputs);

        GoldenTraining.AssertAdamW(golden, model, () => GoldenBatch.MeanLoss(model, batch));
    }

    [SharedFact]
    public void Rows_of_unequal_length_are_read_from_both_sides_as_in_the_reference()
    {
        using var golden = new GoldenModel("golden/models/bilstm_packed");
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        JsonElement config = golden.Config;
        using LSTM lstm = nn.LSTM(
            config.GetProperty("input_size").GetInt32(), config.GetProperty("hidden_size").GetInt32(), batchFirst: true, bidirectional: true);
        StateDict.Load(lstm, golden.Weights);
        int[] lengths = [.. golden.Output("lengths").data<long>().Select(length => (int)length)];

        (Tensor output, Tensor hidden, Tensor cell) = PackedLstm.Run(lstm, golden.Output("input"), lengths);

        TensorAssert.Close(golden.Output("output"), output, Hidden);
        TensorAssert.Close(golden.Output("h_n"), hidden, Hidden);
        TensorAssert.Close(golden.Output("c_n"), cell, Hidden);
    }

    private static LstmModel Load(GoldenModel golden)
    {
        var model = new LstmModel(golden.Config.Deserialize<LstmConfig>()!);
        using IWeightsFile file = WeightsFile.Open(golden.Weights);
        StateDict.Load(model, file, LstmWeights.Names);
        return model;
    }

    private static PaddedBatch Batch(JsonElement inputs) => PaddedBatch.Of(
        [.. inputs.GetProperty("idx").EnumerateArray().Zip(inputs.GetProperty("targets").EnumerateArray(), (ids, labels) => new CausalSample(ids.ToInts(), labels.ToInts()))],
        0);
}
