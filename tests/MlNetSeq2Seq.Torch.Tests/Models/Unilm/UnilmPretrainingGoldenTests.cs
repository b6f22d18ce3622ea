using System.Text.Json;
using MlNetSeq2Seq.Models.Unilm;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models.Unilm;

/// <summary>
/// The numbers of BertForPreTrainingLossMask (WillongWang/Awesome-LLM-NLP-projects-updating-, ec621dd, unilm_pretraining): positions and output layer
/// for each kind of attention, an order head. Tolerances are those that the reference numbers' README gives.
/// </summary>
public sealed class UnilmPretrainingGoldenTests
{
    private const string Folder = "golden/models/unilm_pretrain";
    private const double Hidden = 2e-5;

    [SharedFact]
    public void Hidden_states_are_the_references()
    {
        using var golden = new GoldenModel(Folder);
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using UnilmModel model = Load(golden);
        JsonElement inputs = golden.Inputs;
        Tensor allowed = inputs.GetProperty("attention_mask").ToFloatTensor(); // [batch, length, length]

        Tensor hidden = model.Encode(
            inputs.GetProperty("input_ids").ToInt64Tensor(),
            inputs.GetProperty("segment_ids").ToInt64Tensor(),
            allowed.unsqueeze(1).sub(1).mul(-model.Config.MaskConstant),
            kinds: inputs.GetProperty("task_idx").ToInt64Tensor().unsqueeze(1));

        // A row that may look at nothing is compared with nothing: the reference's rounding decides what stands there.
        TensorAssert.Close(golden.Output("hidden_states"), hidden, Hidden, where: allowed.sum(-1, keepdim: true).gt(0));
        TensorAssert.Close(golden.Output("pooled"), model.Pool(hidden), Hidden);
    }

    [SharedFact]
    public void Scores_of_tokens_and_of_the_order_are_the_references()
    {
        using var golden = new GoldenModel(Folder);
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using UnilmModel model = Load(golden);
        JsonElement inputs = golden.Inputs;
        PaddedBatch batch = Batch(inputs);

        MlNetSeq2Seq.Models.BatchLogits logits = model.Logits(batch);

        // The reference's masked positions stand in the order of their drawing, the batch's in that of the text.
        Tensor expected = golden.Output("logits_at_masked_pos"); // [batch, masked, vocabulary]
        for (int label = 0; label < batch.LabelPositions.Length; label++)
        {
            (int row, int place) = Math.DivRem(batch.LabelPositions[label], batch.Length);
            int drawn = Array.IndexOf(inputs.GetProperty("masked_pos")[row].ToInts(), place);
            TensorAssert.Close(expected[row, drawn], logits.Tokens[label], Hidden);
        }

        TensorAssert.Close(golden.Output("seq_relationship_logits"), logits.Sequence!, Hidden);
    }

    [SharedFact]
    public void Losses_and_gradients_are_the_references()
    {
        using var golden = new GoldenModel(Folder);
        using UnilmModel model = Load(golden);
        PaddedBatch batch = Batch(golden.Inputs);
        TokenLoss loss = Loss(golden);

        GoldenTraining.AssertLossAndGradients(golden, model, () => model.Loss(batch, loss));
    }

    [SharedFact]
    public void One_step_of_AdamW_gives_the_references_weights_and_six_its_trajectory()
    {
        using var golden = new GoldenModel(Folder);
        using UnilmModel model = Load(golden);
        PaddedBatch batch = Batch(golden.Inputs);
        TokenLoss loss = Loss(golden);

        GoldenTraining.AssertAdamW(golden, model, () => model.Loss(batch, loss));
    }

    [SharedFact]
    public void Each_of_the_losses_is_the_references()
    {
        using var golden = new GoldenModel(Folder);
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using UnilmModel model = Load(golden);
        PaddedBatch batch = Batch(golden.Inputs);
        PaddedBatch unordered = PaddedBatch.Of([.. Samples(golden.Inputs).Select(sample => sample with { SequenceLabel = Labels.Ignore })], 0, Length(golden.Inputs));
        JsonElement expected = golden.Expected;

        Assert.Equal(expected.GetProperty("loss_mlm_label_smoothing_0.1").GetDouble(), model.Loss(unordered, Loss(golden)).ToDouble(), 1e-5);
        Assert.Equal(expected.GetProperty("loss_mlm_without_label_smoothing").GetDouble(), model.Loss(unordered, new TokenLoss()).ToDouble(), 1e-5);
        double order = model.Loss(batch, Loss(golden)).ToDouble() - model.Loss(unordered, Loss(golden)).ToDouble();
        Assert.Equal(expected.GetProperty("loss_sop").GetDouble(), order, 1e-5);
    }

    [SharedFact]
    public void The_sources_own_optimiser_gives_the_references_weights_and_trajectory()
    {
        using var golden = new GoldenModel(Folder);
        using var scope = NewDisposeScope();
        using UnilmModel model = Load(golden);
        PaddedBatch batch = Batch(golden.Inputs);
        TokenLoss loss = Loss(golden);
        JsonElement expected = golden.Expected.GetProperty("bertadam");
        var schedule = new LearningRateSchedule { WarmupShare = expected.GetProperty("warmup").GetDouble() };
        double limit = expected.GetProperty("max_grad_norm_per_tensor").GetDouble();
        using var optimiser = new FusedAdamW(model.named_parameters(), new AdamWOptions
        {
            Beta1 = expected.GetProperty("b1").GetDouble(),
            Beta2 = expected.GetProperty("b2").GetDouble(),
            Epsilon = expected.GetProperty("e").GetDouble(),
            WeightDecay = expected.GetProperty("weight_decay").GetDouble(),
            NoDecay = [.. expected.GetProperty("no_decay_if_name_contains").EnumerateArray().Select(name => name.GetString()!)],
            MaximumParameterGradientNorm = limit,
            CorrectsBias = false,
        });
        Dictionary<string, Parameter> parameters = StateDict.Parameters(model);
        double[] losses = [.. expected.GetProperty("loss_at_step").EnumerateArray().Select(l => l.GetDouble())];
        for (int step = 0; step < losses.Length; step++)
        {
            optimiser.ClearGradients();
            Tensor value = model.Loss(batch, loss);
            Assert.True(Math.Abs(value.ToDouble() - losses[step]) <= 2e-5 * losses[step], $"Before step {step} the loss is {value.ToDouble()}, wanted is {losses[step]}.");
            value.backward();
            optimiser.Step(expected.GetProperty("lr").GetDouble() * schedule.At(step, expected.GetProperty("t_total").GetInt32()));
            foreach (string name in step == 1 ? golden.Expected.GetProperty("full_gradients_of").EnumerateArray().Select(name => name.GetString()!) : [])
            {
                Tensor gradient = parameters[name].grad!;
                Tensor clipped = gradient.mul(Math.Min(1, limit / (gradient.norm().ToDouble() + 1e-6)));
                TensorAssert.Close(golden.Output($"bertadam_step2.{name}"), parameters[name], 2e-5, where: clipped.abs().gt(1e-4));
            }
        }
    }

    private static TokenLoss Loss(GoldenModel golden) =>
        new() { Smoothing = golden.Config.GetProperty("label_smoothing").GetDouble(), Form = LabelSmoothingForm.Unilm };

    private static UnilmModel Load(GoldenModel golden)
    {
        var model = new UnilmModel(golden.Config.Deserialize<UnilmConfig>()! with
        {
            SequenceClassCount = (int)golden.Output("seq_relationship_logits").shape[1],
        });
        StateDict.Load(model, golden.Weights, UnilmWeights.IsDerived);
        return model;
    }

    private static PaddedBatch Batch(JsonElement inputs) =>
        PaddedBatch.Of([.. Samples(inputs)], 0, Length(inputs));

    private static IEnumerable<PrefixSample> Samples(JsonElement inputs) =>
        Enumerable.Range(0, inputs.GetProperty("input_ids").GetArrayLength()).Select(row => Sample(inputs, row));

    private static int Length(JsonElement inputs) => inputs.GetProperty("input_ids")[0].GetArrayLength();

    private static PrefixSample Sample(JsonElement inputs, int row)
    {
        var kind = (AttentionKind)inputs.GetProperty("task_idx")[row].GetInt32();
        int[][] mask = [.. inputs.GetProperty("attention_mask")[row].EnumerateArray().Select(line => line.ToInts())];
        int length = 1 + Array.FindLastIndex(mask, line => line.Sum() > 0);
        int sourceLength = mask[0].Sum();
        if (kind == AttentionKind.SequenceToSequence)
        {
            // Its padding rows see the source; the text ends with what the last target token sees.
            length = mask.Max(line => line.Sum());
        }

        int[] places = inputs.GetProperty("masked_pos")[row].ToInts();
        int[] labels = new int[length];
        Array.Fill(labels, Labels.Ignore);
        for (int i = 0; i < places.Length; i++)
        {
            if (inputs.GetProperty("masked_weights")[row][i].GetDouble() > 0)
            {
                labels[places[i]] = inputs.GetProperty("masked_lm_labels")[row][i].GetInt32();
            }
        }

        int order = inputs.GetProperty("next_sentence_label")[row].GetInt32();
        return new PrefixSample(
            inputs.GetProperty("input_ids")[row].ToInts()[..length],
            inputs.GetProperty("segment_ids")[row].ToInts()[..length],
            labels,
            new AttentionShape(kind, length, sourceLength))
        {
            SequenceLabel = order < 0 ? Labels.Ignore : order,
        };
    }
}
