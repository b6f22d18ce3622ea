using System.Runtime.InteropServices;

namespace MlNetSeq2Seq.Decoding;

/// <summary>
/// The best hypothesis ends the search if it is finished, others are thrown away; see <see cref="FinishedHypotheses.Discarded"/>.
/// </summary>
internal sealed class ShrinkingBeam(BeamSearchOptions options, int endId, int source, int prefixLength)
    : Beam(options, endId, source, prefixLength)
{
    private int _width = options.BeamSize;
    private Hypothesis? _best;

    internal override int CandidateCount => _width;

    internal override BeamFrame Advance(ReadOnlySpan<BeamCandidate> candidates, DecodingRows rows, int firstRow)
    {
        Alive.Clear();
        foreach (BeamCandidate candidate in candidates)
        {
            if (!Finishes(candidate, rows, firstRow))
            {
                Alive.Add(candidate);
            }
        }

        if (Finishes(candidates[0], rows, firstRow))
        {
            _best = Finished(candidates[0], rows, firstRow);
            IsDone = true;
        }

        _width = Alive.Count;
        return Frame(CollectionsMarshal.AsSpan(Alive), rows.WrittenLength);
    }

    private protected override IEnumerable<Hypothesis> Results(Hypothesis[] unfinished) =>
        _best is null ? unfinished.OrderByDescending(hypothesis => hypothesis.Score) : [_best];
}
