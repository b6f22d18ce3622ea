namespace MlNetSeq2Seq.Clue;

/// <summary>A file of rows without labels, and the file that CLUE takes their predictions in.</summary>
/// <param name="Name">The name of the test file.</param>
/// <param name="Predictions">The name of the prediction file.</param>
public sealed record ClueTestFile(string Name, string Predictions);
