namespace MlNetSeq2Seq.Clue;

/// <summary>Where published readers of CLUE's files differ.</summary>
public sealed record ClueTaskOptions
{
    /// <summary>
    /// What stands between the keywords of CSL: a space in HJHGJGHHG/GAU-PyTorch, <c>；</c> in JunnYu/GAU-alpha-pytorch.
    /// </summary>
    public string KeywordSeparator { get; init; } = " ";
}
