using System.Text.Json;
using MlNetSeq2Seq.Decoding;

namespace MlNetSeq2Seq.Tests.Decoding;

/// <summary>Against the logits warpers of Hugging Face transformers 4.16.0.</summary>
public sealed class SamplingFilterGoldenTests
{
    private const string File = "decoding/sampling_filters.json";

    public static TheoryData<int> Cases() => Golden.Numbers(() => Golden.Json(File).GetProperty("cases").GetArrayLength());

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Distribution_is_the_reference_s(int number)
    {
        JsonElement expected = Golden.Json(File).GetProperty("cases")[number];
        float[] values = Golden.Json(File).GetProperty("logits")[expected.GetProperty("logits_row").GetInt32()].Floats();
        SamplingFilter filter = new(
            expected.GetProperty("temperature").GetDouble(),
            expected.GetProperty("top_k").GetInt32(),
            expected.GetProperty("top_p").GetDouble());

        filter.Apply(values);

        // Which of equal logits at the border stay depends on the sort, so sorted probabilities are compared.
        Assert.Equal(expected.GetProperty("kept").GetInt32(), values.Count(value => value > 0));
        Assert.Equal(expected.GetProperty("probabilities").Floats().Order(), values.Order(), (x, y) => Math.Abs(x - y) < 1e-6);
    }
}
