using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using MlNetSeq2Seq.Decoding.Rules;

namespace MlNetSeq2Seq.Decoding;

/// <summary>Follows the few most likely texts of each source at once.</summary>
public sealed class BeamSearch : ISearch
{
    // Logits of a step from which on several threads look at them; fewer take less time than starting the threads.
    private const int WorthThreads = 1 << 17;

    private readonly BeamSearchOptions _options;
    private readonly int _endId;
    private readonly ILogitsRule[] _rules;

    /// <summary>Checks the options.</summary>
    /// <param name="options">How many, what becomes of finished ones, how long, and what must not or must be written.</param>
    /// <param name="endId">The id of the token that finishes a text.</param>
    /// <param name="rules">Rules in addition to those of the options; they see log-probabilities.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public BeamSearch(BeamSearchOptions options, int endId, params IReadOnlyList<ILogitsRule> rules)
    {
        ArgumentNullException.ThrowIfNull(options);
        _rules = options.CreateRules(endId, options.EarlyEnd == EarlyEnd.Forbidden, rules);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BeamSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.EndCount);
        if (options.Count > options.BeamSize)
        {
            throw new ArgumentException(
                $"BeamSearch finds at most as many texts as its beam has places, but Count is {options.Count} and BeamSize "
                + $"{options.BeamSize}.",
                nameof(options));
        }

        _options = options;
        _endId = endId;
    }

    /// <inheritdoc/>
    public Hypothesis[][] Run(IDecoderSession session, ReadOnlySpan<ulong> keys = default, CancellationToken cancellationToken = default) =>
        Run(session, trace: null, cancellationToken);

    /// <summary>Writes one or more texts for each source of a session, and tells what the beams hold.</summary>
    /// <param name="session">A new session; it is used up, and not disposed.</param>
    /// <param name="trace">Is told every frame of every source, step by step.</param>
    /// <param name="cancellationToken">Looked at before every step.</param>
    /// <returns>For each source its hypotheses, the best first.</returns>
    /// <exception cref="InvalidOperationException">The model gave logits that are no numbers.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Hypothesis[][] Run(IDecoderSession session, Action<BeamFrame>? trace, CancellationToken cancellationToken = default)
    {
        DecodingRows rows = new(session, _endId);
        int steps = Math.Min(_options.MaximumLength, session.MaximumLength);
        Beam[] beams = new Beam[rows.Count];
        for (int source = 0; source < beams.Length; source++)
        {
            beams[source] = Beam.Create(_options, _endId, source, rows.PrefixLength(source), steps);
        }

        for (int step = 0; step < steps && rows.Count > 0; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Step();
            Advance(beams, rows, trace);
        }

        return Finish(beams, rows);
    }

    private void Advance(Beam[] beams, DecodingRows rows, Action<BeamFrame>? trace)
    {
        Beam[] going = [.. beams.Where(beam => !beam.IsDone)];
        int[] firstRows = new int[going.Length];
        for (int i = 1; i < going.Length; i++)
        {
            firstRows[i] = firstRows[i - 1] + going[i - 1].Alive.Count;
        }

        BeamCandidate[][] candidates = Candidates(going, firstRows, rows);
        List<int> parents = [];
        List<int> tokens = [];
        for (int i = 0; i < going.Length; i++)
        {
            Beam beam = going[i];
            int firstRow = firstRows[i];
            if (candidates[i].Length == 0)
            {
                beam.GetStuck(rows, firstRow);
            }
            else
            {
                BeamFrame frame = beam.Advance(candidates[i], rows, firstRow);
                trace?.Invoke(frame);
            }

            if (!beam.IsDone)
            {
                parents.AddRange(beam.Alive.Select(alive => firstRow + alive.Row));
                tokens.AddRange(beam.Alive.Select(alive => alive.Token));
            }
        }

        rows.Continue(CollectionsMarshal.AsSpan(parents), CollectionsMarshal.AsSpan(tokens));
    }

    // Beams know nothing of each other, so with large vocabularies they are looked at side by side.
    private BeamCandidate[][] Candidates(Beam[] beams, int[] firstRows, DecodingRows rows)
    {
        BeamCandidate[][] candidates = new BeamCandidate[beams.Length][];
        if ((long)rows.Count * rows.VocabularySize < WorthThreads)
        {
            for (int i = 0; i < beams.Length; i++)
            {
                candidates[i] = Candidates(beams[i], firstRows[i], rows);
            }

            return candidates;
        }

        try
        {
            Parallel.For(0, beams.Length, i => candidates[i] = Candidates(beams[i], firstRows[i], rows));
        }
        catch (AggregateException error)
        {
            // What one thread would have thrown.
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }

        return candidates;
    }

    // The best ways for a beam to go on, the best first; of equal ones that of the first row, then that of the lowest token.
    private BeamCandidate[] Candidates(Beam beam, int firstRow, DecodingRows rows)
    {
        int wanted = Math.Min(beam.CandidateCount, rows.VocabularySize);
        int[] tokens = new int[wanted];
        float[] best = new float[wanted];
        List<BeamCandidate> candidates = new(wanted * beam.Alive.Count);
        for (int row = 0; row < beam.Alive.Count; row++)
        {
            Span<float> scores = rows.Logits(firstRow + row);
            LogProbabilities.Normalize(scores);
            foreach (ILogitsRule rule in _rules)
            {
                rule.Apply(rows.Context(firstRow + row), scores);
            }

            int found = Largest.Find(scores, tokens, best);
            for (int i = 0; i < found; i++)
            {
                candidates.Add(new BeamCandidate(beam.Alive[row].LogProbability + best[i], row, tokens[i]));
            }
        }

        candidates.Sort(static (x, y) =>
            x.LogProbability != y.LogProbability ? y.LogProbability.CompareTo(x.LogProbability)
            : x.Row != y.Row ? x.Row.CompareTo(y.Row)
            : x.Token.CompareTo(y.Token));
        return [.. candidates.Take(beam.CandidateCount)];
    }

    private static Hypothesis[][] Finish(Beam[] beams, DecodingRows rows)
    {
        Hypothesis[][] results = new Hypothesis[beams.Length][];
        int firstRow = 0;
        foreach (Beam beam in beams)
        {
            results[beam.Source] = beam.Finish(rows, firstRow);
            firstRow += beam.IsDone ? 0 : beam.Alive.Count;
        }

        return results;
    }
}
