namespace MlNetSeq2Seq.Generation;

/// <summary>A text that a model wrote.</summary>
/// <param name="Text">The text, without special tokens.</param>
/// <param name="Score">What it was ranked by: the log-probability after the length penalty.</param>
public readonly record struct GeneratedText(string Text, double Score);
