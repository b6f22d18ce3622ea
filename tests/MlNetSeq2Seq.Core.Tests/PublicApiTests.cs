namespace MlNetSeq2Seq.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void Public_surface_is_the_approved_one() =>
        PublicApiText.AssertApproved(typeof(KeyedRandom).Assembly, "tests/MlNetSeq2Seq.Core.Tests/PublicApi.txt");
}
