using System.Text.Json;
using MlNetSeq2Seq.Training;
using MlNetSeq2Seq.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Tests.Golden;

/// <summary>What every folder of reference numbers says of training: loss, gradients, a step of AdamW and the losses of six.</summary>
internal static class GoldenTraining
{
    /// <param name="golden">The folder.</param>
    /// <param name="model">The model.</param>
    /// <param name="loss">The loss of the folder's batch.</param>
    /// <param name="rename">The model's names of the folder's parameters; null where they are the same.</param>
    /// <param name="isTransposed">Of which matrices the folder has the transpose; null for none.</param>
    public static void AssertLossAndGradients(
        GoldenModel golden, Module model, Func<Tensor> loss, Func<string, string>? rename = null, Func<string, bool>? isTransposed = null)
    {
        rename ??= name => name;
        using var scope = NewDisposeScope();
        JsonElement expected = golden.Expected;
        Tensor value = loss();
        value.backward();

        Assert.Equal(expected.GetProperty("loss").GetDouble(), value.ToDouble(), 1e-5);
        Dictionary<string, Parameter> parameters = StateDict.Parameters(model);
        foreach (JsonProperty norm in expected.GetProperty("grad_norms").EnumerateObject())
        {
            Tensor? gradient = parameters[rename(norm.Name)].grad;
            double actual = gradient is null ? 0 : gradient.norm().ToDouble();
            double wanted = norm.Value.ValueKind == JsonValueKind.Null ? 0 : norm.Value.GetDouble();
            Assert.True(Math.Abs(actual - wanted) <= 1e-5 + (1e-4 * wanted), $"The gradient of {norm.Name} has norm {actual}, wanted is {wanted}.");
        }

        double total = Math.Sqrt(parameters.Values.Sum(p => p.grad is { } gradient ? gradient.square().sum().ToDouble() : 0));
        double wantedTotal = expected.GetProperty("grad_norm_total").GetDouble();
        Assert.True(Math.Abs(total - wantedTotal) <= 1e-4 * wantedTotal, $"All gradients have norm {total}, wanted is {wantedTotal}.");
        foreach (string name in FullGradients(expected))
        {
            TensorAssert.Close(Own(golden.Output($"grad.{name}"), name, isTransposed), parameters[rename(name)].grad!, 1e-5, 1e-4);
        }
    }

    /// <inheritdoc cref="AssertLossAndGradients"/>
    public static void AssertAdamW(
        GoldenModel golden, Module model, Func<Tensor> loss, Func<string, string>? rename = null, Func<string, bool>? isTransposed = null)
    {
        rename ??= name => name;
        using var scope = NewDisposeScope();
        JsonElement expected = golden.Expected;
        JsonElement adamW = expected.GetProperty("adamw");
        using var optimiser = new FusedAdamW(model.named_parameters(), new AdamWOptions
        {
            Epsilon = adamW.GetProperty("eps").GetDouble(),
            WeightDecay = adamW.GetProperty("weight_decay").GetDouble(),
            NoDecay = [],
        });
        double[] losses = [.. adamW.GetProperty("loss_before_step_0_1_2_3_4_5").EnumerateArray().Select(l => l.GetDouble())];
        Dictionary<string, Parameter> parameters = StateDict.Parameters(model);
        for (int step = 0; step < losses.Length; step++)
        {
            optimiser.ClearGradients();
            Tensor value = loss();
            Assert.True(
                Math.Abs(value.ToDouble() - losses[step]) <= 2e-5 * Math.Abs(losses[step]), $"Before step {step} the loss is {value.ToDouble()}, wanted is {losses[step]}.");
            value.backward();
            string[] compared = step == 0 ? [.. FullGradients(expected)] : [];
            Tensor[] gradients = [.. compared.Select(name => parameters[rename(name)].grad!.clone())];
            optimiser.Step(adamW.GetProperty("lr").GetDouble());
            foreach ((string name, Tensor gradient) in compared.Zip(gradients))
            {
                TensorAssert.Close(Own(golden.Output($"adamw1.{name}"), name, isTransposed), parameters[rename(name)], 2e-5, where: gradient.abs().gt(1e-4));
            }
        }

        // To the share of the trajectory's losses: what all steps did to all weights.
        double norm = Math.Sqrt(parameters.Values.Where(p => p.requires_grad).Sum(p => p.square().sum().ToDouble()));
        double wantedNorm = adamW.GetProperty("param_norm_after_all_steps").GetDouble();
        Assert.True(Math.Abs(norm - wantedNorm) <= 2e-5 * wantedNorm, $"After all steps the weights have norm {norm}, wanted is {wantedNorm}.");
    }

    private static Tensor Own(Tensor stored, string name, Func<string, bool>? isTransposed) => isTransposed?.Invoke(name) == true ? stored.t() : stored;

    private static IEnumerable<string> FullGradients(JsonElement expected) =>
        expected.GetProperty("full_gradients_of").EnumerateArray().Select(name => name.GetString()!);
}
