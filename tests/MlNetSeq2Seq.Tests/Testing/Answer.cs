namespace MlNetSeq2Seq.Tests.Testing;

internal sealed class Answer
{
    public string Source { get; set; } = "";

    public string Generated { get; set; } = "";

    public string[]? Candidates { get; set; }

    public float[]? Scores { get; set; }
}
