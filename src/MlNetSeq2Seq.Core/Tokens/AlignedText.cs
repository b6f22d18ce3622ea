using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>A text after normalisation, and for each of its UTF-16 units the part of the original that it comes from.</summary>
/// <param name="Text">The normalised text.</param>
/// <param name="Starts">Start of the origin of each unit, never falling; shape [length].</param>
/// <param name="Ends">End of the origin of each unit; shape [length].</param>
internal readonly record struct AlignedText(string Text, int[] Starts, int[] Ends)
{
    /// <summary>The part of the original from which a part of the normalised text comes.</summary>
    internal TextSpan OriginOf(int start, int end) => start < end
        ? new TextSpan(Starts[start], Ends[end - 1] - Starts[start])
        : new TextSpan(start < Starts.Length ? Starts[start] : 0, 0);
}
