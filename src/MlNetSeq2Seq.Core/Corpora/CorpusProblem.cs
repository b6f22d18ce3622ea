namespace MlNetSeq2Seq.Corpora;

/// <summary>A line of a corpus that cannot be read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The number of the line, from 1.</param>
/// <param name="Reason">What is wrong, to follow "Line 3 of 'a.txt' ".</param>
public sealed record CorpusProblem(string Path, long Line, string Reason)
{
    /// <summary>The problem as a sentence.</summary>
    public override string ToString() => $"Line {Line} of '{Path}' {Reason}";
}
