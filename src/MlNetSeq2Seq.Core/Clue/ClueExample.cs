namespace MlNetSeq2Seq.Clue;

/// <summary>A row of a CLUE classification task. A class with settable properties, as ML.NET reads rows.</summary>
public sealed class ClueExample
{
    /// <summary>What the row is called in a prediction file: its <c>id</c>, or its number in the file, from 0, where it has none.</summary>
    public long Id { get; set; }

    /// <summary>The text, or the first of two.</summary>
    public string Text { get; set; } = "";

    /// <summary>The second text; empty in tasks over one.</summary>
    public string SecondText { get; set; } = "";

    /// <summary>One of the task's labels; empty where the row has none: in test files, and where annotators did not agree.</summary>
    public string Label { get; set; } = "";
}
