namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>What was written for a row.</summary>
internal sealed class Answer
{
    public string Source { get; set; } = "";

    public string Generated { get; set; } = "";

    public string[]? Candidates { get; set; }

    public float[]? Scores { get; set; }
}
