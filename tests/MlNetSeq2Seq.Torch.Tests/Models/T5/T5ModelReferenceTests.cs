using System.Text.Json;
using MlNetSeq2Seq.Models.T5;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models.T5;

/// <summary>
/// The numbers that t5_reference.py beside this file computes: a T5 written from the paper in float64, with weights that follow from a
/// formula. T5ForConditionalGeneration (transformers 4.25.0.dev0, aa39967) gives the same logits within 7e-6 and the same loss within
/// 1e-7. Tolerances as for other networks of two layers.
/// </summary>
public sealed class T5ModelReferenceTests
{
    public static TheoryData<string> Variants => [.. Reference().EnumerateObject().Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Logits_are_those_of_the_paper(string variant)
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        JsonElement expected = Reference().GetProperty(variant);
        using T5Model model = Load(expected);

        TensorAssert.Close(expected.GetProperty("logits").ToFloatTensor(), model.Logits(Batch(expected)).Tokens, 2e-5);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Loss_and_gradients_are_those_of_the_paper(string variant)
    {
        using var scope = NewDisposeScope();
        JsonElement expected = Reference().GetProperty(variant);
        using T5Model model = Load(expected);

        Tensor loss = GoldenBatch.MeanLoss(model, Batch(expected));
        loss.backward();

        Assert.Equal(expected.GetProperty("loss").GetDouble(), loss.ToDouble(), 1e-5);
        Dictionary<string, Parameter> parameters = StateDict.Parameters(model);
        foreach (JsonProperty norm in expected.GetProperty("grad_norms").EnumerateObject())
        {
            double wanted = norm.Value.GetDouble();
            double actual = parameters[norm.Name].grad!.norm().ToDouble();
            Assert.True(Math.Abs(actual - wanted) <= 1e-5 + (1e-4 * wanted), $"The gradient of {norm.Name} has norm {actual}, wanted is {wanted}.");
        }
    }

    private static JsonElement Reference() =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Models", "T5", "t5_reference.json"))).RootElement;

    private static T5Model Load(JsonElement expected)
    {
        var model = new T5Model(expected.GetProperty("config").Deserialize<T5Config>()!);
        using IDisposable noGradient = no_grad();
        int place = 0;
        foreach ((string name, Parameter parameter) in StateDict.Parameters(model).OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            Assert.True(expected.GetProperty("grad_norms").TryGetProperty(name, out _), $"The reference has no parameter {name}.");
            float[] values = new float[parameter.NumberOfElements];
            for (int i = 0; i < values.Length; i++)
            {
                double turn = Math.Sin((i * 12.9898) + (place * 78.233)) * 43758.5453;
                double noise = turn - Math.Floor(turn) - 0.5;
                values[i] = (float)(parameter.dim() == 1 ? 1 + (0.4 * noise) : noise * 2);
            }

            parameter.copy_(tensor(values, parameter.shape));
            place++;
        }

        Assert.Equal(expected.GetProperty("grad_norms").EnumerateObject().Count(), place);
        return model;
    }

    private static PaddedBatch Batch(JsonElement expected)
    {
        int start = expected.GetProperty("config").GetProperty("decoder_start_token_id").GetInt32();
        return PaddedBatch.Of(
            [
                .. expected.GetProperty("sources").EnumerateArray().Zip(expected.GetProperty("targets").EnumerateArray(), (source, target) =>
                    new Seq2SeqSample(source.ToInts(), [start, .. target.ToInts()[..^1]], target.ToInts())),
            ],
            paddingId: 0);
    }
}
