namespace MlNetSeq2Seq.Corpora;

/// <summary>How far a corpus is done.</summary>
/// <param name="Bytes">Bytes of text that are done, those of shards that were there before included.</param>
/// <param name="TotalBytes">Bytes of text there are to do.</param>
/// <param name="Documents">Rows written.</param>
/// <param name="Tokens">Tokens written.</param>
/// <param name="SkippedLines">Lines that could not be read.</param>
public sealed record CorpusProgress(long Bytes, long TotalBytes, long Documents, long Tokens, long SkippedLines);
