namespace MlNetSeq2Seq.Reading;

/// <summary>A question about a text. A class with settable properties, as ML.NET reads rows.</summary>
public sealed class ReadingExample
{
    /// <summary>What the question is called in a prediction file.</summary>
    public string Id { get; set; } = "";

    /// <summary>The question.</summary>
    public string Question { get; set; } = "";

    /// <summary>The text in which the answer stands.</summary>
    public string Context { get; set; } = "";

    /// <summary>The first answer; empty where none is known.</summary>
    public string Answer { get; set; } = "";

    /// <summary>Where it stands in <see cref="Context"/>, in UTF-16 units; as the file says it, which may be a little off. 0 where none is known.</summary>
    public int AnswerStart { get; set; }

    /// <summary>All answers that count as right.</summary>
    public string[] Answers { get; set; } = [];
}
