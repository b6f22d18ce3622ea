namespace MlNetSeq2Seq.Objectives.Noising;

/// <summary>The part of a row between the special tokens that begin and end it.</summary>
internal readonly record struct TokenFrame(int Start, int End)
{
    internal int Length => End - Start;

    internal static TokenFrame Of(ReadOnlySpan<int> words)
    {
        int start = 0;
        while (start < words.Length && words[start] < 0)
        {
            start++;
        }

        int end = words.Length;
        while (end > start && words[end - 1] < 0)
        {
            end--;
        }

        return new TokenFrame(start, end);
    }

    internal static void CheckWords(int ids, int words, string who)
    {
        if (ids != words)
        {
            throw new ArgumentException($"{who} needs a word for each token, but got {words} for {ids} tokens.", nameof(words));
        }
    }
}
