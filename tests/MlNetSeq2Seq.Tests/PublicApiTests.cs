using Microsoft.ML;

namespace MlNetSeq2Seq.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void Public_surface_is_the_approved_one() =>
        PublicApiText.AssertApproved(typeof(Seq2SeqCatalog).Assembly, "tests/MlNetSeq2Seq.Tests/PublicApi.txt");
}
