namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>What <see cref="DataArguments"/> say of the data, and take where the command line says nothing.</summary>
internal sealed record DataDefaults
{
    public required string Output { get; init; }

    public string Data { get; init; } = "data/running_text.txt";

    public string Description { get; init; } = "Documents to learn from: UTF-8, one a line.";

    public string Unit { get; init; } = "documents";

    public string From { get; init; } = "A model zip or weights to begin with.";

    public bool TakesTokenizer { get; init; }
}
