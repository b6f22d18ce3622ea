using System.Buffers;
using System.Text;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Objectives.Unilm;

/// <summary>
/// Cuts a document as the Chinese UniLM source does for pre-training: after each of 。 ？ ! ！ ? and the Chinese comma ，,
/// so that even a short document has parts of which a pair can be made.
/// </summary>
public static class UnilmSentences
{
    private static readonly SearchValues<char> s_stops = SearchValues.Create("。？！!?，");

    /// <summary>The parts of a document, from left to right; those of a single character are left out.</summary>
    /// <param name="text">The document; white space at its ends is left out.</param>
    public static TextSpan[] Split(ReadOnlySpan<char> text)
    {
        int start = text.Length - text.TrimStart().Length;
        int end = text.TrimEnd().Length;
        List<TextSpan> sentences = [];
        while (start < end)
        {
            int stop = text[start..end].IndexOfAny(s_stops);
            int next = stop < 0 ? end : start + stop + 1;
            if (HasTwoCharacters(text[start..next]))
            {
                sentences.Add(new TextSpan(start, next - start));
            }

            start = next;
        }

        return [.. sentences];
    }

    private static bool HasTwoCharacters(ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out _, out int first);
        return text.Length > first;
    }
}
