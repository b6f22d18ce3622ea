namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>The tokens of a row that were chosen, in the order of choosing, and the spans in which they were.</summary>
internal sealed class SelectedTokens(int rowLength)
{
    private readonly bool[] _isSelected = new bool[rowLength];
    private readonly int[] _positions = new int[rowLength];
    private readonly List<int> _spanEnds = [];

    /// <summary>Number of tokens.</summary>
    internal int Count { get; private set; }

    /// <summary>The tokens.</summary>
    internal ReadOnlySpan<int> Positions => _positions.AsSpan(0, Count);

    /// <summary>Number of spans.</summary>
    internal int SpanCount => _spanEnds.Count;

    /// <summary>Tokens that are not hidden but change places among themselves, in rising order.</summary>
    internal int[] Permuted { get; set; } = [];

    /// <summary>Whether a token is chosen.</summary>
    internal bool Contains(int position) => _isSelected[position];

    /// <summary>The tokens of a span.</summary>
    internal ReadOnlySpan<int> Span(int span)
    {
        int start = span == 0 ? 0 : _spanEnds[span - 1];
        return _positions.AsSpan(start, _spanEnds[span] - start);
    }

    /// <summary>Chooses a token that is not chosen yet, as part of the span that is being made.</summary>
    internal void Add(int position)
    {
        _isSelected[position] = true;
        _positions[Count++] = position;
    }

    /// <summary>Chooses the tokens of neighbouring units as a span; none of them is chosen yet.</summary>
    internal void AddSpan(MaskableUnits units, int first, int end)
    {
        for (int unit = first; unit < end; unit++)
        {
            for (int i = units.Start(unit); i < units.End(unit); i++)
            {
                Add(i);
            }
        }

        EndSpan();
    }

    /// <summary>Ends the span that is being made; one without a token is none.</summary>
    internal void EndSpan()
    {
        if (Count > (_spanEnds.Count == 0 ? 0 : _spanEnds[^1]))
        {
            _spanEnds.Add(Count);
        }
    }

    /// <summary>Sorts the tokens and makes every run of neighbours one span.</summary>
    internal void MergeNeighbours()
    {
        _spanEnds.Clear();
        Array.Sort(_positions, 0, Count);
        for (int i = 1; i <= Count; i++)
        {
            if (i == Count || _positions[i] != _positions[i - 1] + 1)
            {
                _spanEnds.Add(i);
            }
        }
    }
}
