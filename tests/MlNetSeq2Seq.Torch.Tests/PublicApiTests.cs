using MlNetSeq2Seq.Models;

namespace MlNetSeq2Seq.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void Public_surface_is_the_approved_one() =>
        PublicApiText.AssertApproved(typeof(Seq2SeqModel).Assembly, "tests/MlNetSeq2Seq.Torch.Tests/PublicApi.txt");
}
