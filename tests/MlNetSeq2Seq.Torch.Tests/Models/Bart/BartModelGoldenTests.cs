using System.Text.Json;
using MlNetSeq2Seq.Models.Bart;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models.Bart;

/// <summary>
/// The numbers of BartForConditionalGeneration (transformers 4.16.0). Tolerances are those that the reference numbers' README gives.
/// </summary>
public sealed class BartModelGoldenTests
{
    private const string Folder = "golden/models/bart";
    private const double Hidden = 2e-5;
    private const double HiddenKey = -1e9;

    [SharedFact]
    public void Hidden_states_and_logits_are_the_references()
    {
        using var golden = new GoldenModel(Folder);
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using BartModel model = Load(golden);
        JsonElement inputs = golden.Inputs;
        Tensor mask = inputs.GetProperty("attention_mask").ToFloatTensor().unsqueeze(1).unsqueeze(1).sub(1).mul(-HiddenKey);

        Tensor encoded = model.Encode(inputs.GetProperty("input_ids").ToInt64Tensor(), mask);
        Tensor decoded = model.Decode(inputs.GetProperty("decoder_input_ids").ToInt64Tensor(), encoded, mask);

        TensorAssert.Close(golden.Output("encoder_last_hidden_state"), encoded, Hidden);
        TensorAssert.Close(golden.Output("decoder_hidden_states"), decoded, Hidden);
        TensorAssert.Close(golden.Output("logits"), model.Logits(decoded), Hidden);
    }

    [SharedFact]
    public void Loss_and_gradients_are_the_references()
    {
        using var golden = new GoldenModel(Folder);
        using BartModel model = Load(golden);
        PaddedBatch batch = Batch(golden);

        GoldenTraining.AssertLossAndGradients(golden, model, () => GoldenBatch.MeanLoss(model, batch));
    }

    [SharedFact]
    public void One_step_of_AdamW_gives_the_references_weights_and_six_its_trajectory()
    {
        using var golden = new GoldenModel(Folder);
        using BartModel model = Load(golden);
        PaddedBatch batch = Batch(golden);

        GoldenTraining.AssertAdamW(golden, model, () => GoldenBatch.MeanLoss(model, batch));
    }

    [SharedFact]
    public void Label_smoothing_gives_PyTorchs_loss()
    {
        using var golden = new GoldenModel(Folder);
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using BartModel model = Load(golden);
        PaddedBatch batch = Batch(golden);

        Tensor losses = new TokenLoss { Smoothing = 0.1 }.PerLabel(model.Logits(batch).Tokens, tensor(batch.LabelIds, dtype: ScalarType.Int64));

        Assert.Equal(golden.Expected.GetProperty("loss_label_smoothing_0.1_torch").GetDouble(), losses.mean().ToDouble(), 1e-5);
    }

    internal static BartModel Load(GoldenModel golden)
    {
        var model = new BartModel(golden.Config.Deserialize<BartConfig>()!);
        using IWeightsFile file = WeightsFile.Open(golden.Weights);
        StateDict.Load(model, file, BartWeights.HuggingFace);
        return model;
    }

    private static PaddedBatch Batch(GoldenModel golden)
    {
        JsonElement inputs = golden.Inputs;
        int padding = golden.Config.GetProperty("pad_token_id").GetInt32();
        Seq2SeqSample[] samples = new Seq2SeqSample[inputs.GetProperty("input_ids").GetArrayLength()];
        for (int row = 0; row < samples.Length; row++)
        {
            int[] labels = inputs.GetProperty("labels")[row].ToInts();
            int target = labels.TakeWhile(label => label != Labels.Ignore).Count();
            int source = inputs.GetProperty("attention_mask")[row].ToInts().Sum();
            samples[row] = new Seq2SeqSample(
                inputs.GetProperty("input_ids")[row].ToInts()[..source], inputs.GetProperty("decoder_input_ids")[row].ToInts()[..target], labels[..target]);
        }

        return PaddedBatch.Of(samples, padding);
    }
}
