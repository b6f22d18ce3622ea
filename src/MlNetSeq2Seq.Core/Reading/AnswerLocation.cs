using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Reading;

/// <summary>Finds where an answer stands, since the places in CMRC2018's files are now and then a little off.</summary>
public static class AnswerLocation
{
    private const int StepsBack = 3;
    private const string LeadingMarks = "。，：:.,";

    /// <summary>The place of an answer: at the given one or up to three units before it, without blanks and one mark at its beginning.</summary>
    /// <remarks>
    /// As the published preparation of CMRC2018 does it. differs: an answer that stands at none of these four places is looked for nearby and
    /// then everywhere, where that one goes on with a text that is not the answer.
    /// </remarks>
    /// <param name="context">The text in which it stands.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="start">Where it is said to begin, in UTF-16 units.</param>
    /// <returns>Its place in the context; null where the context does not hold it, or nothing is left of it.</returns>
    public static TextSpan? Find(string context, string answer, int start)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(answer);
        int found = Near(context, answer, start);
        if (answer.Length == 0 || found < 0)
        {
            return null;
        }

        int end = found + answer.Length;
        while (found < end && context[found] is ' ' or '\t' or '\r' or '\n')
        {
            found++;
        }

        // What begins with a mark is meant to begin after it; a mark alone is the answer itself.
        found += found + 1 < end && LeadingMarks.Contains(context[found], StringComparison.Ordinal) ? 1 : 0;
        return found < end ? new TextSpan(found, end - found) : null;
    }

    private static int Near(string context, string answer, int start)
    {
        for (int place = start; place >= 0 && place >= start - StepsBack; place--)
        {
            if (place <= context.Length - answer.Length && context.AsSpan(place).StartsWith(answer, StringComparison.Ordinal))
            {
                return place;
            }
        }

        // The nearest place of all, the earlier of two that are equally near.
        int nearest = -1;
        for (int place = context.IndexOf(answer, StringComparison.Ordinal); place >= 0; place = context.IndexOf(answer, place + 1, StringComparison.Ordinal))
        {
            nearest = nearest < 0 || Math.Abs((long)place - start) < Math.Abs((long)nearest - start) ? place : nearest;
        }

        return nearest;
    }
}
