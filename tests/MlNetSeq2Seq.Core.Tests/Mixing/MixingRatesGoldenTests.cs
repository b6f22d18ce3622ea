using System.Text.Json;
using MlNetSeq2Seq.Mixing;

namespace MlNetSeq2Seq.Tests.Mixing;

/// <summary>Rates against those of seqio in golden/data/numbers/mixing_rates.json.</summary>
public sealed class MixingRatesGoldenTests
{
    public static TheoryData<int> Cases => Golden.Numbers(() => All().Length);

    [SharedTheory, MemberData(nameof(Cases))]
    public void Are_those_of_seqio(int number)
    {
        JsonElement row = All()[number];
        long[] sizes = [.. row.GetProperty("sizes").EnumerateArray().Select(size => size.GetInt64())];
        JsonElement maximum = row.GetProperty("maximum");
        MixingRates rates = new()
        {
            Limit = maximum.ValueKind == JsonValueKind.Null ? null : maximum.GetDouble(),
            Temperature = row.GetProperty("temperature").GetDouble(),
            Scales = [.. sizes.Select(_ => row.GetProperty("scale").GetDouble())],
        };
        double[] expected = [.. row.GetProperty("rates").EnumerateArray().Select(rate => rate.GetDouble())];
        Assert.All(expected.Zip(rates.Of(sizes)), pair => Assert.Equal(pair.First, pair.Second, 12));
    }

    private static JsonElement[] All() => [.. Golden.Json("data/numbers/mixing_rates.json").GetProperty("cases").EnumerateArray()];
}
