using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MlNetSeq2Seq.Tests.Golden;
using MlNetSeq2Seq.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>
/// The sequences of golden/data/numbers/optimisers.json: torch 1.13.1, transformers 4.4.0 and BertAdam. The name of a
/// sequence says its options.
/// </summary>
public sealed partial class OptimizerGoldenTests
{
    private const double Float32 = 2e-6;

    private static JsonElement Golden => JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("golden/data/numbers/optimisers.json"))).RootElement;

    [SharedFact]
    public void AdamW_of_torch() => Check("torch.optim.AdamW", name => new AdamWOptions
    {
        WeightDecay = Number(name, "wd"), Epsilon = Number(name, "eps"), Beta1 = Number(name, "betas", 0.9), Beta2 = SecondBeta(name), NoDecay = [],
    });

    [SharedFact]
    public void Adam_of_torch() => Check("torch.optim.Adam ", name => new AdamWOptions { WeightDecay = 0, Epsilon = Number(name, "eps") });

    [SharedFact]
    public void AdamW_of_transformers() => Check("transformers 4.4.0 AdamW lr", name => new AdamWOptions
    {
        Form = AdamWForm.HuggingFace, WeightDecay = Number(name, "wd"), Epsilon = Number(name, "eps"), NoDecay = [],
    });

    [SharedFact]
    public void Sgd_of_torch() => Check("torch.optim.SGD", name => new SgdOptions { Momentum = Number(name, "momentum") });

    [SharedFact]
    public void Adafactor_of_transformers() => Check("transformers 4.4.0 Adafactor lr", name => new AdafactorOptions { Beta1 = Number(name, "beta1") });

    [SharedFact]
    public void Adafactor_of_transformers_with_steps_of_its_own() => Check("transformers 4.4.0 Adafactor defaults", _ => new AdafactorOptions { RelativeStep = true });

    // Its rates are not in its name: those of the sequence with the correction, and the epsilon that transformers has unasked.
    [SharedFact]
    public void AdamW_of_transformers_without_correction()
    {
        string corrected = Golden.GetProperty("results").EnumerateObject().Single(p => p.Name.StartsWith("transformers 4.4.0 AdamW lr", StringComparison.Ordinal)).Name;
        Check(
            "transformers 4.4.0 AdamW correct_bias False",
            _ => new AdamWOptions { Form = AdamWForm.HuggingFace, CorrectsBias = false, WeightDecay = Number(corrected, "wd"), Epsilon = 1e-6, NoDecay = [] },
            _ => Number(corrected, "lr"));
    }

    [SharedFact]
    public void BertAdam()
    {
        var schedule = new LearningRateSchedule();
        Check(
            "seed BertAdam",
            name =>
            {
                schedule = new LearningRateSchedule { WarmupShare = Number(name, "warmup") };
                return new AdamWOptions { CorrectsBias = false, Epsilon = 1e-6, WeightDecay = Number(name, "wd"), NoDecay = [], MaximumParameterGradientNorm = Number(name, "max_grad_norm") };
            },
            rate: name => Number(name, "lr"),
            factor: (name, step) => schedule.At(step, (long)Number(name, "t_total")));
    }

    [SharedFact]
    public void The_limit_of_the_norm_of_all_gradients()
    {
        JsonProperty clip = Golden.EnumerateObject().Single(p => p.Name.StartsWith("clip_grad_norm_", StringComparison.Ordinal));
        Match numbers = ClipNumbers().Match(clip.Name);
        int index = int.Parse(numbers.Groups[2].Value, CultureInfo.InvariantCulture);
        using var scope = NewDisposeScope();
        using var matrix = new Parameter(Golden.GetProperty("matrix_start").ToFloatTensor());
        using var vector = new Parameter(Golden.GetProperty("vector_start").ToFloatTensor());
        using var optimizer = new Sgd([("matrix", matrix), ("vector", vector)], new SgdOptions());
        (matrix.grad, vector.grad) = (Golden.GetProperty("gradients_matrix")[index].ToFloatTensor(), Golden.GetProperty("gradients_vector")[index].ToFloatTensor());
        Tensor before = matrix.detach().clone();

        double norm = optimizer.GradientNorm();
        optimizer.Step(1, double.Parse(numbers.Groups[1].Value, CultureInfo.InvariantCulture) / (norm + 1e-6));

        Assert.Equal(clip.Value.GetProperty("norm_before").GetDouble(), norm, 1e-5);
        TensorAssert.Close(clip.Value.GetProperty("matrix_gradient_after").ToFloatTensor(), before.sub(matrix.detach()), Float32);
    }

    private static void Check(string prefix, Func<string, WeightOptimizerOptions> options, Func<string, double>? rate = null, Func<string, long, double>? factor = null)
    {
        JsonProperty[] sequences = [.. Golden.GetProperty("results").EnumerateObject().Where(p => p.Name.StartsWith(prefix, StringComparison.Ordinal))];
        Assert.NotEmpty(sequences);
        int[] reported = Golden.GetProperty("reported_after_steps").ToInts();
        foreach (JsonProperty sequence in sequences)
        {
            using var scope = NewDisposeScope();
            using var matrix = new Parameter(Golden.GetProperty("matrix_start").ToFloatTensor());
            using var vector = new Parameter(Golden.GetProperty("vector_start").ToFloatTensor());
            using WeightOptimizer optimizer = options(sequence.Name).Create([("matrix", matrix), ("vector", vector)]);
            double learningRate = rate?.Invoke(sequence.Name) ?? Number(sequence.Name, "lr", 1);
            for (int step = 0; step < Golden.GetProperty("gradients_matrix").GetArrayLength(); step++)
            {
                (matrix.grad, vector.grad) = (Golden.GetProperty("gradients_matrix")[step].ToFloatTensor(), Golden.GetProperty("gradients_vector")[step].ToFloatTensor());
                optimizer.Step(learningRate * (factor?.Invoke(sequence.Name, step) ?? 1));
                int place = Array.IndexOf(reported, step + 1);
                if (place >= 0)
                {
                    TensorAssert.Close(sequence.Value[place].GetProperty("matrix").ToFloatTensor(), matrix, Float32, Float32);
                    TensorAssert.Close(sequence.Value[place].GetProperty("vector").ToFloatTensor(), vector, Float32, Float32);
                }
            }
        }
    }

    private static double SecondBeta(string name) => Regex.Match(name, @"betas [\d.]+ ([\d.]+)") is { Success: true } match ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0.999;

    private static double Number(string name, string option, double? otherwise = null) =>
        Regex.Match(name, $@"(?<![a-z_]){option} ([\d.]+(e-?\d+)?)") is { Success: true } match ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
        : otherwise ?? throw new InvalidDataException($"'{name}' does not say its {option}.");

    [GeneratedRegex(@"clip_grad_norm_([\d.]+)_at_gradient_index_(\d+)")]
    private static partial Regex ClipNumbers();
}
