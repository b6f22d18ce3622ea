namespace MlNetSeq2Seq.Text;

/// <summary>A run of UTF-16 units of a text.</summary>
/// <param name="Start">Index of the first unit.</param>
/// <param name="Length">Number of units.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>Index of the unit after the last.</summary>
    public int End => Start + Length;

    /// <summary>The part of <paramref name="text"/> that the span covers.</summary>
    /// <param name="text">The text that the span was made for.</param>
    public ReadOnlySpan<char> Of(ReadOnlySpan<char> text) => text.Slice(Start, Length);
}
