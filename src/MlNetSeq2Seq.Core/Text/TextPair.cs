namespace MlNetSeq2Seq.Text;

/// <summary>A text and what is to be written for it. A class with settable properties, as ML.NET reads rows.</summary>
public sealed class TextPair
{
    /// <summary>The text that is read.</summary>
    public string Source { get; set; } = "";

    /// <summary>The text that is written.</summary>
    public string Target { get; set; } = "";
}
