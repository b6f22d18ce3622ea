using System.Globalization;
using System.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>Finds the sentinels of a vocabulary, which stand for hidden spans.</summary>
public static class SentinelTokens
{
    private static readonly CompositeFormat[] s_known = [CompositeFormat.Parse("<extra_id_{0}>"), CompositeFormat.Parse("[unused{0}]")];

    /// <summary>
    /// The ids of T5's <c>&lt;extra_id_0&gt;</c>, <c>&lt;extra_id_1&gt;</c> and so on; for a vocabulary without them, as BERT's are, those
    /// of its <c>[unused1]</c>, <c>[unused2]</c> and so on.
    /// </summary>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <returns>The ids in the order of the names' numbers.</returns>
    /// <exception cref="InvalidDataException">The vocabulary has neither.</exception>
    public static int[] Of(Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        int[]? ids = s_known.Select(name => Numbered(vocabulary, name)).FirstOrDefault(found => found.Length > 0);
        return ids ?? throw new InvalidDataException(
            $"The vocabulary of {vocabulary.Count} tokens has no sentinels: neither <extra_id_0> nor [unused1].");
    }

    // From 0 or 1 up to the first number that is missing.
    private static int[] Numbered(Vocabulary vocabulary, CompositeFormat name)
    {
        List<int> ids = [];
        for (int number = 0; ; number++)
        {
            if (vocabulary.TryGetId(string.Format(CultureInfo.InvariantCulture, name, number), out int id))
            {
                ids.Add(id);
            }
            else if (number > 0)
            {
                return [.. ids];
            }
        }
    }
}
