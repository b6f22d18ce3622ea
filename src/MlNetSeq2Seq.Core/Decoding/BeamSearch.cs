using System.Runtime.InteropServices;
using MlNetSeq2Seq.Decoding.Rules;

namespace MlNetSeq2Seq.Decoding;

/// <summary>Follows the few most likely texts of each source at once.</summary>
public sealed class BeamSearch : ISearch
{
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

        Chooser chooser = new(rows, _rules);
        for (int step = 0; step < steps && rows.Count > 0; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Step();
            Advance(beams, rows, chooser, trace);
        }

        return Finish(beams, rows);
    }

    private static void Advance(Beam[] beams, DecodingRows rows, Chooser chooser, Action<BeamFrame>? trace)
    {
        List<int> parents = [];
        List<int> tokens = [];
        int firstRow = 0;
        foreach (Beam beam in beams.Where(beam => !beam.IsDone))
        {
            int count = beam.Alive.Count;
            ReadOnlySpan<BeamCandidate> candidates = chooser.Candidates(beam, firstRow);
            if (candidates.IsEmpty)
            {
                beam.GetStuck(rows, firstRow);
            }
            else
            {
                BeamFrame frame = beam.Advance(candidates, rows, firstRow);
                trace?.Invoke(frame);
            }

            if (!beam.IsDone)
            {
                parents.AddRange(beam.Alive.Select(alive => firstRow + alive.Row));
                tokens.AddRange(beam.Alive.Select(alive => alive.Token));
            }

            firstRow += count;
        }

        rows.Continue(CollectionsMarshal.AsSpan(parents), CollectionsMarshal.AsSpan(tokens));
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

    /// <summary>Finds the best ways to go on; keeps its memory from step to step.</summary>
    private sealed class Chooser(DecodingRows rows, ILogitsRule[] rules)
    {
        private readonly float[] _scratch = new float[rows.VocabularySize];
        private readonly List<BeamCandidate> _candidates = [];
        private int[] _tokens = [];
        private float[] _scores = [];

        /// <summary>
        /// The best ways for a beam to go on, the best first; of equal ones that of the first row, then that of the lowest token.
        /// </summary>
        internal ReadOnlySpan<BeamCandidate> Candidates(Beam beam, int firstRow)
        {
            int wanted = Math.Min(beam.CandidateCount, rows.VocabularySize);
            if (_tokens.Length < wanted)
            {
                _tokens = new int[wanted];
                _scores = new float[wanted];
            }

            _candidates.Clear();
            for (int row = 0; row < beam.Alive.Count; row++)
            {
                Span<float> scores = rows.Logits(firstRow + row);
                LogProbabilities.Normalize(scores, _scratch);
                foreach (ILogitsRule rule in rules)
                {
                    rule.Apply(rows.Context(firstRow + row), scores);
                }

                int found = Largest.Find(scores, _tokens.AsSpan(0, wanted), _scores.AsSpan(0, wanted));
                for (int i = 0; i < found; i++)
                {
                    _candidates.Add(new BeamCandidate(beam.Alive[row].LogProbability + _scores[i], row, _tokens[i]));
                }
            }

            _candidates.Sort(static (x, y) =>
                x.LogProbability != y.LogProbability ? y.LogProbability.CompareTo(x.LogProbability)
                : x.Row != y.Row ? x.Row.CompareTo(y.Row)
                : x.Token.CompareTo(y.Token));
            return CollectionsMarshal.AsSpan(_candidates)[..Math.Min(beam.CandidateCount, _candidates.Count)];
        }
    }
}
