namespace MlNetSeq2Seq.Reading;

/// <summary>
/// Puts a question and a text into rows <c>[CLS] question [SEP] part of the text [SEP]</c>; of a text that is longer than a row, parts that
/// overlap (Devlin et al., arXiv:1810.04805; google-research/bert, run_squad.py).
/// </summary>
public sealed class ReadingLayout
{
    private const int SpecialCount = 3;
    private readonly ReadingLayoutOptions _options;

    /// <summary>Checks the options.</summary>
    /// <param name="options">Lengths and stride.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ReadingLayout(ReadingLayoutOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaximumQuestionLength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Stride);
        if (options.MaximumLength <= options.MaximumQuestionLength + SpecialCount)
        {
            throw new ArgumentException(
                $"Reading needs room for a question of {options.MaximumQuestionLength} tokens, {SpecialCount} special tokens and a part of the text, but MaximumLength is {options.MaximumLength}.",
                nameof(options));
        }

        _options = options;
    }

    /// <summary>The rows of a question and a text.</summary>
    /// <param name="question">Token ids, shape [question length].</param>
    /// <param name="context">Token ids, shape [context length].</param>
    /// <returns>Rows that hold all of the text together, in its order; at least one.</returns>
    /// <exception cref="ArgumentException">There is no token of the question, or none of the text.</exception>
    public IReadOnlyList<ReadingWindow> Windows(ReadOnlySpan<int> question, ReadOnlySpan<int> context)
    {
        if (question.IsEmpty || context.IsEmpty)
        {
            throw new ArgumentException($"Reading found no token in the {(question.IsEmpty ? "question" : "text")}.");
        }

        ReadOnlySpan<int> asked = question[..Math.Min(question.Length, _options.MaximumQuestionLength)];
        List<TokenRange> parts = Parts(context.Length, _options.MaximumLength - asked.Length - SpecialCount);
        List<ReadingWindow> windows = [];
        for (int number = 0; number < parts.Count; number++)
        {
            (int first, int length) = (parts[number].First, parts[number].Length);
            int[] ids =
            [
                _options.SpecialTokens.ClassificationId, .. asked, _options.SpecialTokens.SeparatorId,
                .. context.Slice(first, length), _options.SpecialTokens.SeparatorId,
            ];
            int start = asked.Length + 2;
            int[] segments = new int[ids.Length];
            segments.AsSpan(start).Fill(1);
            bool[] isBest = [.. Enumerable.Range(first, length).Select(token => HasMostContext(parts, number, token))];
            windows.Add(new ReadingWindow(ids, segments, start, first, isBest));
        }

        return windows;
    }

    private List<TokenRange> Parts(int length, int room)
    {
        List<TokenRange> parts = [];
        for (int first = 0; parts.Count == 0 || parts[^1].End < length; first += Math.Min(parts[^1].Length, _options.Stride))
        {
            parts.Add(new TokenRange(first, Math.Min(room, length - first)));
        }

        return parts;
    }

    // A token that stands in several parts is best judged where the smaller of its two sides is largest; of equal ones in the first.
    private static bool HasMostContext(List<TokenRange> parts, int number, int token)
    {
        const double perToken = 0.01;
        int best = -1;
        double bestScore = 0;
        for (int i = 0; i < parts.Count; i++)
        {
            double score = Math.Min(token - parts[i].First, parts[i].End - 1 - token) + (perToken * parts[i].Length);
            if (parts[i].First <= token && token < parts[i].End && (best < 0 || score > bestScore))
            {
                (best, bestScore) = (i, score);
            }
        }

        return best == number;
    }

    private readonly record struct TokenRange(int First, int Length)
    {
        public int End => First + Length;
    }
}
