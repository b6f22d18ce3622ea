namespace MlNetSeq2Seq.Decoding;

/// <summary>Finished hypotheses take a place of the beam for one step; see <see cref="FinishedHypotheses.InBeam"/>.</summary>
internal sealed class InPlaceBeam(BeamSearchOptions options, int endId, int source, int prefixLength)
    : Beam(options, endId, source, prefixLength)
{
    private readonly List<(Hypothesis Hypothesis, int Frame, int Place)> _ended = [];
    private int[] _placesOfRows = [0];
    private int _frame;

    internal override int CandidateCount => Options.BeamSize;

    internal override BeamFrame Advance(ReadOnlySpan<BeamCandidate> candidates, DecodingRows rows, int firstRow)
    {
        _frame = rows.WrittenLength;
        BeamFrame frame = Frame(candidates, _frame, _placesOfRows);
        List<int> places = [];
        Alive.Clear();
        for (int place = 0; place < candidates.Length; place++)
        {
            if (Finishes(candidates[place], rows, firstRow))
            {
                _ended.Add((Finished(candidates[place], rows, firstRow), _frame, place));
            }
            else
            {
                Alive.Add(candidates[place]);
                places.Add(place);
            }
        }

        _placesOfRows = [.. places];
        IsDone = Alive.Count == 0;
        return frame;
    }

    // The reference looks at frames and places in order and prefers the first of equals.
    private protected override IEnumerable<Hypothesis> Results(Hypothesis[] unfinished) => _ended
        .Concat(unfinished.Select((hypothesis, i) => (hypothesis, _frame, _placesOfRows[i])))
        .OrderByDescending(result => result.Item1.Score).ThenBy(result => result.Item2).ThenBy(result => result.Item3)
        .Select(result => result.Item1);
}
