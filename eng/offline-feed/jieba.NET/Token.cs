namespace JiebaNet.Segmenter;

/// <summary>A word and where it stands in the text, in UTF-16 units; the end is exclusive.</summary>
public class Token
{
    public string Word { get; set; }
    public int StartIndex { get; set; }
    public int EndIndex { get; set; }

    public Token(string word, int startIndex, int endIndex)
    {
        Word = word;
        StartIndex = startIndex;
        EndIndex = endIndex;
    }

    public override string ToString() => $"[{Word}, ({StartIndex}, {EndIndex})]";
}
