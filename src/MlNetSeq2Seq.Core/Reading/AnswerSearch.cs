namespace MlNetSeq2Seq.Reading;

/// <summary>Finds answers by the scores of their ends, over all rows of a text (google-research/bert, run_squad.py; CMRC2018's evaluation).</summary>
public sealed class AnswerSearch
{
    private readonly AnswerSearchOptions _options;

    /// <summary>Checks the options.</summary>
    /// <param name="options">How many ends are combined, and how long answers may be; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is below 1.</exception>
    public AnswerSearch(AnswerSearchOptions? options = null)
    {
        _options = options ?? new AnswerSearchOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.EndCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.MaximumAnswerLength);
    }

    /// <summary>
    /// The candidates, the best first: of each row the best beginnings with the best ends, where both stand in the text, the end not before the
    /// beginning, and no other row shows the beginning with more text around it.
    /// </summary>
    /// <param name="windows">The rows.</param>
    /// <param name="scores">What the model says of each.</param>
    /// <returns>None where no beginning and end go together.</returns>
    /// <exception cref="ArgumentException">A row lacks scores.</exception>
    public IReadOnlyList<AnswerCandidate> Find(IReadOnlyList<ReadingWindow> windows, IReadOnlyList<AnswerScores> scores)
    {
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentNullException.ThrowIfNull(scores);
        if (windows.Count != scores.Count || windows.Zip(scores).Any(row => row.First.Ids.Length > Math.Min(row.Second.First.Length, row.Second.Last.Length)))
        {
            throw new ArgumentException($"AnswerSearch needs scores for every place of {windows.Count} rows.", nameof(scores));
        }

        // OrderBy is stable: of equal scores the earlier row and the better beginning stay first.
        return [.. windows.Zip(scores).SelectMany(row => OfRow(row.First, row.Second)).OrderByDescending(candidate => candidate.Score)];
    }

    private IEnumerable<AnswerCandidate> OfRow(ReadingWindow window, AnswerScores scores) =>
        from first in Best(scores.First.AsMemory(0, window.Ids.Length))
        let firstToken = first - window.ContextStart
        where firstToken >= 0 && firstToken < window.ContextLength && window.HasMostContext[firstToken]
        from last in Best(scores.Last.AsMemory(0, window.Ids.Length))
        where last >= first && last - window.ContextStart < window.ContextLength && last - first < _options.MaximumAnswerLength
        select new AnswerCandidate(
            new AnswerTokens(firstToken + window.FirstToken, last - window.ContextStart + window.FirstToken),
            (double)scores.First[first] + scores.Last[last]);

    private int[] Best(ReadOnlyMemory<float> scores) =>
        [.. Enumerable.Range(0, scores.Length).OrderByDescending(place => scores.Span[place]).Take(_options.EndCount)];
}
