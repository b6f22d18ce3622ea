namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>A row to write for.</summary>
internal sealed class Query
{
    public string Source { get; set; } = "";

    /// <summary>The lines of a file; of a line with separators, what stands before the first.</summary>
    public static Query[] ReadLines(string path) =>
        [.. File.ReadAllText(path).Split('\n').Select(line => line.Split('\u0001')[0].Trim()).Where(line => line.Length > 0).Select(line => new Query { Source = line })];
}
