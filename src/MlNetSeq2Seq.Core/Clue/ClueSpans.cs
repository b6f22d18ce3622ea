using System.Text;

namespace MlNetSeq2Seq.Clue;

/// <summary>Marks the two spans of CLUEWSC2020 in their text: <c>_noun_</c> and <c>[pronoun]</c>.</summary>
internal static class ClueSpans
{
    /// <summary>The text of a row with its marks.</summary>
    /// <remarks>differs: of spans that overlap, which the published readers tear apart, each is marked where it stands.</remarks>
    public static string Marked(ClueRow row)
    {
        // The files count characters, not UTF-16 units.
        Rune[] text = [.. row.Text("text").EnumerateRunes()];
        ClueRow target = row.Object("target");
        Mark[] marks = [Of(target, text, "span1", "_", "_"), Of(target, text, "span2", "[", "]")];
        StringBuilder marked = new();
        for (int place = 0; place <= text.Length; place++)
        {
            // The inner one of two that end at one place ends first, and begins last.
            marked.AppendJoin("", marks.Where(mark => mark.End == place).OrderByDescending(mark => mark.Start).Select(mark => mark.Closing));
            marked.AppendJoin("", marks.Where(mark => mark.Start == place).OrderByDescending(mark => mark.End).Select(mark => mark.Opening));
            marked.Append(place < text.Length ? text[place].ToString() : "");
        }

        return marked.ToString();
    }

    private static Mark Of(ClueRow target, Rune[] text, string name, string opening, string closing)
    {
        Rune[] wanted = [.. target.Text($"{name}_text").EnumerateRunes()];
        int start = target.Integer($"{name}_index");
        return start >= 0 && start <= text.Length - wanted.Length && text.AsSpan(start, wanted.Length).SequenceEqual(wanted)
            ? new Mark(start, start + wanted.Length, opening, closing)
            : throw target.Problem($"has '{string.Concat(wanted)}' as {name}, but its text has something else at {start}");
    }

    private readonly record struct Mark(int Start, int End, string Opening, string Closing);
}
