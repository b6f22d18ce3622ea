namespace MlNetSeq2Seq.Tests.Testing;

/// <summary>A row of a view as text: its id and the values of its columns.</summary>
internal readonly record struct ViewRow(string Id, string Values);
