using System.Text.Json;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Weights;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models.Bert;

/// <summary>
/// The numbers of BertForPreTraining (transformers 4.4.0). Tolerances are those that the reference numbers' README gives.
/// </summary>
public sealed class BertModelGoldenTests
{
    private const string Folder = "golden/models/bert_pretraining";
    private const double Hidden = 2e-5;

    [SharedFact]
    public void Hidden_states_and_logits_are_the_references()
    {
        using var golden = new GoldenModel(Folder);
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using BertModel model = Load(golden);
        JsonElement inputs = golden.Inputs;
        Tensor mask = inputs.GetProperty("attention_mask").ToFloatTensor().unsqueeze(1).unsqueeze(1).sub(1).mul(-model.Config.MaskConstant);

        Tensor hidden = model.Encode(inputs.GetProperty("input_ids").ToInt64Tensor(), inputs.GetProperty("token_type_ids").ToInt64Tensor(), mask);

        TensorAssert.Close(golden.Output("hidden_states"), hidden, Hidden);
        TensorAssert.Close(golden.Output("logits"), model.Logits(hidden), Hidden);
        TensorAssert.Close(golden.Output("seq_relationship_logits"), model.ClassLogits(hidden), Hidden);
    }

    [SharedFact]
    public void Loss_and_gradients_are_the_references()
    {
        using var golden = new GoldenModel(Folder);
        using BertModel model = Load(golden);
        PaddedBatch batch = GoldenBatch.Of(golden.Inputs);

        GoldenTraining.AssertLossAndGradients(golden, model, () => GoldenBatch.MeanLoss(model, batch));
    }

    [SharedFact]
    public void One_step_of_AdamW_gives_the_references_weights_and_six_its_trajectory()
    {
        using var golden = new GoldenModel(Folder);
        using BertModel model = Load(golden);
        PaddedBatch batch = GoldenBatch.Of(golden.Inputs);

        GoldenTraining.AssertAdamW(golden, model, () => GoldenBatch.MeanLoss(model, batch));
    }

    internal static BertModel Load(GoldenModel golden)
    {
        var model = new BertModel(golden.Config.Deserialize<BertConfig>()!);
        StateDict.Load(model, golden.Weights, model.IsRedundantWeight);
        return model;
    }
}
