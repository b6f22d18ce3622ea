using System.Runtime.InteropServices;

namespace MlNetSeq2Seq.Decoding;

/// <summary>Finished hypotheses go to a pool of as many as the beam has places; see <see cref="FinishedHypotheses.Pooled"/>.</summary>
internal sealed class PooledBeam(BeamSearchOptions options, int endId, int source, int prefixLength, int steps)
    : Beam(options, endId, source, prefixLength)
{
    // The best first.
    private readonly List<Hypothesis> _pool = [];

    // If all the best ones end, there are still enough others to fill the beam.
    internal override int CandidateCount => Options.BeamSize * 2;

    internal override BeamFrame Advance(ReadOnlySpan<BeamCandidate> candidates, DecodingRows rows, int firstRow)
    {
        Alive.Clear();
        for (int rank = 0; rank < candidates.Length && Alive.Count < Options.BeamSize; rank++)
        {
            if (!Finishes(candidates[rank], rows, firstRow))
            {
                Alive.Add(candidates[rank]);
            }
            else if (rank < Options.BeamSize)
            {
                Add(Finished(candidates[rank], rows, firstRow));
            }
        }

        IsDone = Alive.Count == 0 || (_pool.Count >= Options.BeamSize && CanStop(candidates[0].LogProbability, rows.WrittenLength));
        return Frame(CollectionsMarshal.AsSpan(Alive), rows.WrittenLength);
    }

    private protected override IEnumerable<Hypothesis> Results(Hypothesis[] unfinished)
    {
        foreach (Hypothesis hypothesis in unfinished)
        {
            Add(hypothesis);
        }

        return _pool;
    }

    // Of equally good ones the first stays in front.
    private void Add(Hypothesis hypothesis)
    {
        int place = _pool.Count;
        while (place > 0 && _pool[place - 1].Score < hypothesis.Score)
        {
            place--;
        }

        _pool.Insert(place, hypothesis);
        if (_pool.Count > Options.BeamSize)
        {
            _pool.RemoveAt(_pool.Count - 1);
        }
    }

    private bool CanStop(double best, int written) => Options.Stopping switch
    {
        BeamStopping.PoolIsFull => true,
        BeamStopping.NothingBetterNow => _pool[^1].Score >= ScoreOf(best, written, isFinished: true),
        // With a positive exponent a negative sum weighs least at the greatest length, else at the next.
        BeamStopping.NothingBetterPossible => _pool[^1].Score >= Math.Max(
            ScoreOf(best, written, isFinished: true),
            Math.Max(ScoreOf(best, steps - 1, isFinished: true), ScoreOf(best, steps, isFinished: false))),
        _ => throw new InvalidOperationException($"BeamSearch does not know '{Options.Stopping}'."),
    };
}
