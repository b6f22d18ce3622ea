using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Tests.Training;

/// <summary>
/// The schedules of transformers 4.4.0, MiniGLM and nanoGPT, bert4keras, T5 and BertAdam, as
/// golden/data/numbers/learning_rates.json has them. Tolerance 1e-9, relative.
/// </summary>
public sealed partial class LearningRateGoldenTests
{
    private static JsonElement Golden => JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("golden/data/numbers/learning_rates.json"))).RootElement;

    [SharedTheory]
    [InlineData("get_linear_schedule_with_warmup", LearningRateShape.Linear)]
    [InlineData("get_constant_schedule_with_warmup", LearningRateShape.Constant)]
    [InlineData("get_cosine_schedule_with_warmup", LearningRateShape.CosineWave)] // rises again beyond the last step
    public void The_schedules_of_transformers_with_warmup(string name, LearningRateShape shape)
    {
        JsonElement golden = Golden.GetProperty("huggingface_4.4.0");
        var schedule = new LearningRateSchedule { Shape = shape, WarmupSteps = golden.GetProperty("warmup").GetInt32() };

        AssertEqual(golden, name, step => schedule.At(step, golden.GetProperty("total").GetInt32()));
    }

    [SharedFact]
    public void The_cosine_that_stays_down_is_that_of_transformers_up_to_the_last_step()
    {
        JsonElement golden = Golden.GetProperty("huggingface_4.4.0");
        int total = golden.GetProperty("total").GetInt32();
        var schedule = new LearningRateSchedule { Shape = LearningRateShape.Cosine, WarmupSteps = golden.GetProperty("warmup").GetInt32() };

        AssertEqual(golden, "get_cosine_schedule_with_warmup", step => schedule.At(step, total), upTo: total);
        Assert.Equal(0, schedule.At(total + 1, total));
    }

    [SharedFact]
    public void The_cosine_with_hard_restarts_of_transformers()
    {
        JsonElement golden = Golden.GetProperty("huggingface_4.4.0");
        int total = golden.GetProperty("total").GetInt32();
        const int largest = 10; // the number of cycles is not in the file
        double[] errors =
        [
            .. Enumerable.Range(1, largest).Select(cycles =>
            {
                var schedule = new LearningRateSchedule { Shape = LearningRateShape.Cosine, Cycles = cycles, WarmupSteps = golden.GetProperty("warmup").GetInt32() };
                return Pairs(golden, "get_cosine_with_hard_restarts_schedule_with_warmup").Max(p => Math.Abs(schedule.At(p.Step, total) - p.Value));
            }),
        ];

        Assert.Single(errors, error => error < 1e-12);
    }

    [SharedFact]
    public void The_polynomial_decay_of_transformers()
    {
        JsonElement golden = Golden.GetProperty("huggingface_4.4.0");
        JsonProperty property = golden.EnumerateObject().Single(p => p.Name.StartsWith("get_polynomial_decay", StringComparison.Ordinal));
        Match numbers = PolynomialNumbers().Match(property.Name);
        double peak = Number(numbers, 2);
        var schedule = new LearningRateSchedule
        {
            Shape = LearningRateShape.Polynomial, Power = Number(numbers, 1), MinimumFactor = Number(numbers, 3) / peak, WarmupSteps = golden.GetProperty("warmup").GetInt32(),
        };

        AssertEqual(golden, property.Name, step => peak * schedule.At(step, golden.GetProperty("total").GetInt32()));
    }

    [SharedTheory]
    [InlineData("minigpt", LearningRateWarmup.FromZero)]
    [InlineData("nanoGPT_newest", LearningRateWarmup.FromFirstPart)]
    public void The_cosine_to_a_minimum_of_MiniGLM_and_nanoGPT(string name, LearningRateWarmup warmup)
    {
        JsonElement golden = Golden.GetProperty("minigpt_cosine");
        double peak = golden.GetProperty("learning_rate").GetDouble();
        long decay = golden.GetProperty("lr_decay_iters").GetInt64();
        var schedule = new LearningRateSchedule
        {
            Shape = LearningRateShape.Cosine, Warmup = warmup, WarmupSteps = golden.GetProperty("warmup_iters").GetInt32(), DecaySteps = decay,
            MinimumFactor = golden.GetProperty("min_lr").GetDouble() / peak,
        };

        AssertEqual(golden, name, step => peak * schedule.At(step, 2 * decay));
    }

    [SharedFact]
    public void The_piecewise_linear_schedules_of_bert4keras()
    {
        foreach (JsonElement golden in Golden.GetProperty("piecewise_linear").EnumerateArray())
        {
            var schedule = new LearningRateSchedule
            {
                Shape = LearningRateShape.PiecewiseLinear,
                Points = [.. golden.GetProperty("schedule").EnumerateObject().Select(p => new LearningRatePoint(long.Parse(p.Name, CultureInfo.InvariantCulture), p.Value.GetDouble()))],
            };

            AssertEqual(golden, "value", step => schedule.At(step, 1));
        }
    }

    [SharedFact]
    public void The_inverse_square_root_of_T5()
    {
        JsonElement golden = Golden.GetProperty("t5_rsqrt");
        int warmup = golden.GetProperty("warmup").GetInt32();
        var schedule = new LearningRateSchedule { Shape = LearningRateShape.InverseSquareRoot, Warmup = LearningRateWarmup.Held, WarmupSteps = warmup };

        AssertEqual(golden, "value", step => schedule.At(step, 1) / Math.Sqrt(warmup));
    }

    [SharedTheory]
    [InlineData("warmup_linear", LearningRateShape.Linear)]
    [InlineData("warmup_constant", LearningRateShape.Constant)]
    public void The_schedules_of_BertAdam(string name, LearningRateShape shape)
    {
        JsonElement golden = Golden.GetProperty("bertadam");
        var schedule = new LearningRateSchedule { Shape = shape, WarmupShare = golden.GetProperty("warmup").GetDouble() };

        AssertEqual(golden, name, step => golden.GetProperty("lr").GetDouble() * schedule.At(step, golden.GetProperty("t_total").GetInt64()));
    }

    private static IEnumerable<(long Step, double Value)> Pairs(JsonElement golden, string name) =>
        golden.GetProperty("steps").EnumerateArray().Zip(golden.GetProperty(name).EnumerateArray(), (step, value) => (step.GetInt64(), value.GetDouble()));

    private static void AssertEqual(JsonElement golden, string name, Func<long, double> rate, long upTo = long.MaxValue) =>
        Assert.All(Pairs(golden, name).Where(p => p.Step <= upTo), p =>
        {
            double actual = rate(p.Step);
            Assert.True(Math.Abs(actual - p.Value) <= (1e-9 * Math.Abs(p.Value)) + 1e-18, $"{name} at step {p.Step}: {actual} instead of {p.Value}.");
        });

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"power ([\d.e-]+), lr ([\d.e-]+), lr_end ([\d.e-]+)")]
    private static partial Regex PolynomialNumbers();
}
