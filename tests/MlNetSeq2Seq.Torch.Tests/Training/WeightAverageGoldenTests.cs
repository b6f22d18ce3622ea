using System.Text.Json;
using MlNetSeq2Seq.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>The averages of golden/data/numbers/ema.json, in float32.</summary>
public sealed class WeightAverageGoldenTests
{
    private const double Float32 = 1e-6;

    [SharedTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Averages_that_begin_at_zero_and_are_corrected(bool inPassOfOptimizer)
    {
        foreach (JsonElement golden in Cases())
        {
            Assert.All(Averages(golden, inPassOfOptimizer, correctsBias: true, skip: 0).Zip(Numbers(golden, "zero_start_bias_corrected")), Equal);
        }
    }

    [SharedTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Averages_that_begin_with_the_first_weights(bool inPassOfOptimizer)
    {
        foreach (JsonElement golden in Cases())
        {
            Assert.All(Averages(golden, inPassOfOptimizer, correctsBias: false, skip: 1).Zip(Numbers(golden, "start_from_first").Skip(1)), Equal);
        }
    }

    private static void Equal((double Actual, double Expected) pair) => Assert.Equal(pair.Expected, pair.Actual, Float32 * Math.Max(1, Math.Abs(pair.Expected)));

    private static JsonElement[] Cases() =>
        [.. JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("golden/data/numbers/ema.json"))).RootElement.GetProperty("cases").EnumerateArray()];

    private static double[] Numbers(JsonElement golden, string name) => [.. golden.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    // In the pass of an optimiser without moments, whose step is its rate, in the direction of the gradient: it goes from each
    // weight of the file to the next.
    private static List<double> Averages(JsonElement golden, bool inPassOfOptimizer, bool correctsBias, int skip)
    {
        using var scope = NewDisposeScope();
        double[] weights = Numbers(golden, "weights_after_each_step");
        using var weight = new Parameter(tensor((float)weights[0]));
        using var average = new WeightAverage([("w", weight)], new WeightAverageOptions { Decay = golden.GetProperty("alpha").GetDouble(), CorrectsBias = correctsBias });
        using var optimizer = new FusedAdamW([("w", weight)], new AdamWOptions { Beta1 = 0, Beta2 = 0, Epsilon = 1e-12, WeightDecay = 0, CorrectsBias = false });
        using IDisposable noGradient = no_grad();
        List<double> averages = [];
        foreach (double value in weights.Skip(skip))
        {
            if (inPassOfOptimizer)
            {
                double way = weight.ToDouble() - value;
                weight.grad = tensor(way < 0 ? -1f : 1f);
                optimizer.Step(Math.Abs(way), average: average);
            }
            else
            {
                weight.fill_((float)value);
                average.Update();
            }

            using (average.Swap())
            {
                averages.Add(weight.ToDouble());
            }

            Assert.Equal(value, weight.ToDouble(), Float32 * Math.Max(1, Math.Abs(value)));
        }

        return averages;
    }
}
