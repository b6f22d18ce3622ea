using System.Text.Json;
using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Tests.Objectives.Noising;

/// <summary>Against T5 e081111, preprocessors.py: length planner, masks and corrupted rows from recorded draws.</summary>
public sealed class SpanCorruptionGoldenTests
{
    private static JsonElement File => Golden.Json("data/tasks/t5_span_corruption.json");

    public static TheoryData<int> Cases(string name) => Golden.Numbers(() => File.GetProperty(name).GetArrayLength());

    [SharedTheory]
    [MemberData(nameof(Cases), "length_planner")]
    public void Planned_lengths_are_the_reference_s(int number)
    {
        JsonElement expected = File.GetProperty("length_planner")[number];
        SpanLengths actual = SpanLengthPlanner.Plan(
            expected.GetProperty("inputs_length").GetInt32(),
            expected.GetProperty("noise_density").GetDouble(),
            expected.GetProperty("mean_noise_span_length").GetDouble());
        Assert.Equal(new SpanLengths(expected.GetProperty("tokens_length").GetInt32(), expected.GetProperty("targets_length").GetInt32()), actual);
    }

    [SharedTheory]
    [MemberData(nameof(Cases), "span_corruption")]
    public void Mask_is_the_reference_s(int number)
    {
        JsonElement expected = File.GetProperty("span_corruption")[number];
        bool[] actual = new NoiseMask(MaskOf(expected)).Draw(expected.GetProperty("length").GetInt32(), Script(expected));
        Assert.Equal(expected.GetProperty("noise_mask").Integers().Select(noise => noise == 1), actual);
    }

    [SharedTheory]
    [MemberData(nameof(Cases), "span_corruption")]
    public void Corrupted_row_is_the_reference_s(int number)
    {
        JsonElement expected = File.GetProperty("span_corruption")[number];
        int last = File.GetProperty("vocab_size").GetInt32() - 1;
        SpanCorruptionOptions options = new()
        {
            Mask = MaskOf(expected),
            SentinelIds = [.. Enumerable.Range(0, last).Select(i => last - i)],
            MaskId = last,
            NumbersCleanRuns = true,
        };
        int end = File.GetProperty("eos").GetInt32();

        CorruptedText plain = Apply(options, expected);
        CorruptedText ended = Apply(options with { EndId = end }, expected);

        Assert.Equal(expected.GetProperty("inputs").Integers(), plain.Source.Ids);
        Assert.Equal(expected.GetProperty("targets").Integers(), plain.Target);
        Assert.Equal(expected.GetProperty("inputs_with_eos").Integers(), ended.Source.Ids);
        Assert.Equal(expected.GetProperty("targets_with_eos").Integers(), ended.Target);
        Assert.Equal(expected.GetProperty("drop_noise").Integers(), Source(SpanDisplay.Nothing));
        Assert.Equal(expected.GetProperty("noise_token_to_sentinel").Integers(), Source(SpanDisplay.MaskPerToken));
        Assert.Equal(expected.GetProperty("noise_span_to_sentinel").Integers(), Source(SpanDisplay.Mask));

        // Where the row begins clean, numbering hidden spans is the same as the reference's numbering of clean runs.
        bool beginsClean = expected.GetProperty("noise_mask")[0].GetInt32() == 0;
        Assert.Equal(beginsClean, Apply(options with { NumbersCleanRuns = false }, expected).Target.SequenceEqual(plain.Target));

        int[] Source(SpanDisplay display) => Apply(options with { Display = display }, expected).Source.Ids;
    }

    private static CorruptedText Apply(SpanCorruptionOptions options, JsonElement expected)
    {
        int[] tokens = expected.GetProperty("tokens").Integers();
        return new SpanCorruption(options).Apply(tokens, [.. Enumerable.Range(0, tokens.Length)], Script(expected));
    }

    private static NoiseMaskOptions MaskOf(JsonElement expected) => new()
    {
        NoiseDensity = expected.GetProperty("noise_density").GetDouble(),
        MeanSpanLength = expected.GetProperty("mean_noise_span_length").GetDouble(),
        Roll = expected.GetProperty("draw_roll_offset").ValueKind == JsonValueKind.Number,
    };

    private static ScriptedRandom Script(JsonElement expected)
    {
        ScriptedRandom random = new();
        foreach (string name in (string[])["draw_noise_segment_starts", "draw_nonnoise_segment_starts"])
        {
            int[] starts = expected.GetProperty(name).Integers();
            random.WithShuffle(starts.OrderDescending(), starts);
        }

        JsonElement roll = expected.GetProperty("draw_roll_offset");
        return roll.ValueKind == JsonValueKind.Number ? random.WithIntegers(roll.GetInt32()) : random;
    }
}
