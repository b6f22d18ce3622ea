namespace MlNetSeq2Seq.Text;

/// <summary>Finds the words of a text. Safe for several threads at once.</summary>
public interface IWordSegmenter
{
    /// <summary>Cuts a text into words.</summary>
    /// <param name="text">The text.</param>
    /// <returns>
    /// The words from left to right; together they cover the text without gap or overlap, white space and punctuation included.
    /// </returns>
    TextSpan[] Segment(string text);
}
