using System.Text.Json;
using MlNetSeq2Seq.Modules;
using MlNetSeq2Seq.Tests.Golden;

namespace MlNetSeq2Seq.Tests.Modules;

/// <summary>The buckets of T5RelativePositionBias (JunnYu/FLASHQuad_pytorch e590261, flash/flash_lucidrains.py).</summary>
public sealed class RelativeBucketsGoldenTests
{
    private const int Count = 32;
    private const int MaximumDistance = 128;

    [SharedTheory]
    [InlineData("bidirectional", true)]
    [InlineData("causal", false)]
    public void Every_distance_has_the_references_bucket(string kind, bool isBidirectional)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("golden/models/t5_relative_buckets.json")));
        JsonElement expected = document.RootElement.GetProperty(kind);
        var buckets = new RelativeBuckets(isBidirectional, Count, MaximumDistance);

        Assert.Equal(expected.GetProperty("bucket").ToInts(), expected.GetProperty("relative_position_key_minus_query").ToInts().Select(buckets.Of));
    }
}
