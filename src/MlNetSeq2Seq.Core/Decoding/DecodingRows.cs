using MlNetSeq2Seq.Decoding.Rules;

namespace MlNetSeq2Seq.Decoding;

/// <summary>The rows of a session, with the tokens of each and the logits of the last step.</summary>
internal sealed class DecodingRows
{
    private const int FirstCapacity = 64;

    private readonly IDecoderSession _session;
    private readonly int[] _prefixLengths;

    // Prefix and text of each row, one row after the other; the copies are swapped when rows are reordered.
    private int[] _tokens = [];
    private int[] _otherTokens = [];
    private int _capacity;
    private int[] _sources;
    private int[] _lastTokens = [];
    private int[]? _parents;
    private float[] _logits = [];

    /// <summary>Takes the rows of a new session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="endId">The id of the token that finishes a text.</param>
    internal DecodingRows(IDecoderSession session, int endId)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (endId >= session.VocabularySize)
        {
            throw new ArgumentException(
                $"A search ends texts with token {endId}, but the model has the tokens 0 to {session.VocabularySize - 1}.", nameof(session));
        }

        if (session.RowCount != session.SourceCount)
        {
            throw new ArgumentException(
                $"A search needs a new session with a row for each of its {session.SourceCount} sources, but it has {session.RowCount}.",
                nameof(session));
        }

        _session = session;
        _prefixLengths = new int[session.SourceCount];
        _sources = [.. Enumerable.Range(0, session.SourceCount)];
        for (int source = 0; source < _sources.Length; source++)
        {
            _prefixLengths[source] = session.Prefix(source).Length;
        }

        Grow((_prefixLengths.Length == 0 ? 0 : _prefixLengths.Max()) + FirstCapacity);
        for (int source = 0; source < _sources.Length; source++)
        {
            session.Prefix(source).CopyTo(_tokens.AsSpan(source * _capacity));
        }
    }

    /// <summary>Number of rows.</summary>
    internal int Count => _sources.Length;

    /// <summary>Tokens written in each row.</summary>
    internal int WrittenLength { get; private set; }

    internal int VocabularySize => _session.VocabularySize;

    /// <summary>The source of a row.</summary>
    internal int SourceOf(int row) => _sources[row];

    /// <summary>Tokens that stand before the first written one.</summary>
    internal int PrefixLength(int source) => _prefixLengths[source];

    /// <summary>What was written in a row.</summary>
    internal ReadOnlySpan<int> Written(int row) => _tokens.AsSpan((row * _capacity) + _prefixLengths[_sources[row]], WrittenLength);

    /// <summary>The logits of the next token of a row; the search may change them.</summary>
    internal Span<float> Logits(int row) => _logits.AsSpan(row * VocabularySize, VocabularySize);

    /// <summary>What rules may know of a row.</summary>
    internal RuleContext Context(int row)
    {
        int prefix = _prefixLengths[_sources[row]];
        return new RuleContext(_tokens.AsSpan(row * _capacity, prefix + WrittenLength), prefix, _sources[row]);
    }

    /// <summary>Lets the model answer the logits of the next token.</summary>
    internal void Step()
    {
        int needed = Count * VocabularySize;
        if (_logits.Length < needed)
        {
            _logits = new float[needed];
        }

        // Put off till here, because the last step of a search is followed by none.
        if (_parents is not null)
        {
            _session.Reorder(_parents);
            _parents = null;
        }

        _session.Step(_lastTokens, _logits.AsSpan(0, needed));
    }

    /// <summary>Goes on with some rows, or with some of them more than once.</summary>
    /// <param name="parents">For each row from now on, the row that it continues.</param>
    /// <param name="tokens">For each row from now on, the token that it is continued with.</param>
    internal void Continue(ReadOnlySpan<int> parents, ReadOnlySpan<int> tokens)
    {
        if (!AreAllInPlace(parents))
        {
            Reorder(parents);
        }

        int longest = WrittenLength + 1 + (Count == 0 ? 0 : _sources.Max(source => _prefixLengths[source]));
        if (longest > _capacity)
        {
            Grow(Math.Max(longest, _capacity * 2));
        }

        for (int row = 0; row < Count; row++)
        {
            _tokens[(row * _capacity) + _prefixLengths[_sources[row]] + WrittenLength] = tokens[row];
        }

        _lastTokens = tokens.ToArray();
        WrittenLength++;
    }

    private bool AreAllInPlace(ReadOnlySpan<int> parents)
    {
        for (int row = 0; row < parents.Length; row++)
        {
            if (parents[row] != row)
            {
                return false;
            }
        }

        return parents.Length == Count;
    }

    private void Reorder(ReadOnlySpan<int> parents)
    {
        int[] sources = new int[parents.Length];
        if (_otherTokens.Length < parents.Length * _capacity)
        {
            _otherTokens = new int[parents.Length * _capacity];
        }

        for (int row = 0; row < parents.Length; row++)
        {
            sources[row] = _sources[parents[row]];
            _tokens.AsSpan(parents[row] * _capacity, _capacity).CopyTo(_otherTokens.AsSpan(row * _capacity));
        }

        (_tokens, _otherTokens) = (_otherTokens, _tokens);
        _sources = sources;
        _parents = parents.ToArray();
    }

    private void Grow(int capacity)
    {
        int[] tokens = new int[Count * capacity];
        for (int row = 0; row < Count && _capacity > 0; row++)
        {
            _tokens.AsSpan(row * _capacity, _capacity).CopyTo(tokens.AsSpan(row * capacity));
        }

        (_tokens, _otherTokens, _capacity) = (tokens, [], capacity);
    }
}
