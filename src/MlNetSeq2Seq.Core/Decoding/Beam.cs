namespace MlNetSeq2Seq.Decoding;

/// <summary>The hypotheses of one source. What becomes of finished ones is the subclass's.</summary>
internal abstract class Beam(BeamSearchOptions options, int endId, int source, int prefixLength)
{
    private readonly List<Hypothesis> _stuck = [];

    /// <summary>Number of the source.</summary>
    internal int Source { get; } = source;

    /// <summary>What goes on with the next step, the best first; a row each.</summary>
    internal List<BeamCandidate> Alive { get; } = [new BeamCandidate(0, 0, -1)];

    /// <summary>Whether no further step is needed.</summary>
    internal bool IsDone { get; private protected set; }

    /// <summary>How many ways to go on <see cref="Advance"/> wants to see.</summary>
    internal abstract int CandidateCount { get; }

    private protected BeamSearchOptions Options { get; } = options;

    /// <summary>Makes the beam of a source.</summary>
    internal static Beam Create(BeamSearchOptions options, int endId, int source, int prefixLength, int steps) => options.Finished switch
    {
        FinishedHypotheses.Pooled => new PooledBeam(options, endId, source, prefixLength, steps),
        FinishedHypotheses.InBeam => new InPlaceBeam(options, endId, source, prefixLength),
        FinishedHypotheses.Discarded => new ShrinkingBeam(options, endId, source, prefixLength),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Finished, $"BeamSearch does not know '{options.Finished}'."),
    };

    /// <summary>Goes one step on.</summary>
    /// <param name="candidates">The best ways to go on, the best first.</param>
    /// <param name="rows">The rows, for what was written in them.</param>
    /// <param name="firstRow">The first row of the beam.</param>
    /// <returns>The places of the beam after the step, for the trace.</returns>
    internal abstract BeamFrame Advance(ReadOnlySpan<BeamCandidate> candidates, DecodingRows rows, int firstRow);

    /// <summary>The hypotheses when the search is over, the best first.</summary>
    /// <param name="rows">The rows, whose last tokens are those of <see cref="Alive"/>.</param>
    /// <param name="firstRow">The first row of the beam; of no meaning if the beam is done.</param>
    internal Hypothesis[] Finish(DecodingRows rows, int firstRow)
    {
        Hypothesis[] unfinished = IsDone ? [] : [.. Unfinished(rows, firstRow)];
        return [.. Results(unfinished).Concat(_stuck).Take(Options.Count)];
    }

    /// <summary>Ends a beam all of whose ways to go on rules forbid.</summary>
    internal void GetStuck(DecodingRows rows, int firstRow)
    {
        _stuck.AddRange(Unfinished(rows, firstRow));
        Alive.Clear();
        IsDone = true;
    }

    /// <summary>All hypotheses, the best first.</summary>
    /// <param name="unfinished">What is alive in the end, in the order of the beam.</param>
    private protected abstract IEnumerable<Hypothesis> Results(Hypothesis[] unfinished);

    /// <summary>Whether a candidate finishes its hypothesis.</summary>
    private protected bool Finishes(BeamCandidate candidate, DecodingRows rows, int firstRow)
    {
        if (candidate.Token != endId || rows.WrittenLength < Options.MinimumLength)
        {
            return false;
        }

        return Options.EndCount == 1 || rows.Written(firstRow + candidate.Row).Count(endId) + 1 >= Options.EndCount;
    }

    /// <summary>The hypothesis that a candidate finishes.</summary>
    private protected Hypothesis Finished(BeamCandidate candidate, DecodingRows rows, int firstRow)
    {
        int[] tokens = rows.Written(firstRow + candidate.Row).ToArray();
        double score = ScoreOf(candidate.LogProbability, tokens.Length, isFinished: true);
        return new Hypothesis(tokens, candidate.LogProbability, score, IsFinished: true);
    }

    private protected double ScoreOf(double logProbability, int written, bool isFinished) =>
        Options.LengthPenalty.Score(logProbability, written, prefixLength, isFinished);

    private protected BeamFrame Frame(ReadOnlySpan<BeamCandidate> places, int step, IReadOnlyList<int>? placesOfRows = null)
    {
        BeamFrame frame = new(Source, step, new int[places.Length], new double[places.Length], new int[places.Length]);
        for (int i = 0; i < places.Length; i++)
        {
            frame.Tokens[i] = places[i].Token;
            frame.Scores[i] = places[i].LogProbability;
            frame.Parents[i] = placesOfRows?[places[i].Row] ?? places[i].Row;
        }

        return frame;
    }

    private IEnumerable<Hypothesis> Unfinished(DecodingRows rows, int firstRow) => Alive.Select((alive, i) =>
    {
        int[] tokens = rows.Written(firstRow + i).ToArray();
        double score = ScoreOf(alive.LogProbability, tokens.Length, isFinished: false);
        return new Hypothesis(tokens, alive.LogProbability, score, IsFinished: false);
    });
}
