namespace MlNetSeq2Seq.Tests.Testing;

internal sealed class Query
{
    public string Source { get; set; } = "";
}
