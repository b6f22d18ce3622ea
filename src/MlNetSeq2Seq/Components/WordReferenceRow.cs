namespace MlNetSeq2Seq.Components;

/// <summary>A text and its whole-word references. A class with settable properties, as ML.NET reads rows.</summary>
public sealed class WordReferenceRow
{
    /// <summary>The text.</summary>
    public string Text { get; set; } = "";

    /// <summary>The places of tokens that continue the word of the token before them; the special token at the beginning has place 0.</summary>
    public int[] References { get; set; } = [];
}
