using System.Runtime.InteropServices;
using System.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>Learns word pieces: joins the two neighbours whose join raises the likelihood of the corpus most, and again.</summary>
/// <remarks>
/// Under a unigram model of the pieces, joining a and b raises the log-likelihood by about n(ab) ln(n(ab) N / (n(a) n(b))), with N the
/// number of all pieces. A queue holds upper bounds of that: what may have grown is put in anew, what may have shrunk is computed again
/// when it comes up.
/// </remarks>
internal sealed class WordPieceTrainer
{
    private const string Prefix = "##";

    private readonly int _minimumCount;
    private readonly List<string> _pieces = [];
    private readonly Dictionary<string, int> _pieceIds = new(StringComparer.Ordinal);
    private readonly List<long> _pieceCounts = [];
    private readonly List<HashSet<Pair>> _pairsOfPiece = [];
    private readonly List<(List<int> Pieces, long Count)> _words = [];
    private readonly Dictionary<Pair, PairState> _pairs = [];
    private readonly PriorityQueue<Pair, (double Gain, Pair Pair)> _queue = new(Comparer<(double Gain, Pair Pair)>.Create(
        (x, y) => x.Gain != y.Gain ? y.Gain.CompareTo(x.Gain) : x.Pair.CompareTo(y.Pair)));

    private long _total;

    /// <summary>Cuts the words into characters.</summary>
    /// <param name="words">The words and their counts.</param>
    /// <param name="maximumCharacters">Most characters of the alphabet.</param>
    /// <param name="minimumCount">How often a character or a piece must occur.</param>
    internal WordPieceTrainer(IEnumerable<KeyValuePair<string, long>> words, int maximumCharacters, int minimumCount)
    {
        _minimumCount = minimumCount;
        // In a fixed order, so that the same corpus gives the same vocabulary whatever the order of its texts.
        KeyValuePair<string, long>[] sorted = [.. words.OrderBy(word => word.Key, StringComparer.Ordinal)];
        Alphabet = AlphabetOf(sorted, maximumCharacters);
        foreach (string character in Alphabet)
        {
            Intern(character);
        }

        foreach ((string word, long count) in sorted)
        {
            List<string> characters = [.. CharactersOf(word)];
            if (characters.TrueForAll(_pieceIds.ContainsKey))
            {
                _words.Add(([.. characters.Select(character => _pieceIds[character])], count));
            }
        }
    }

    /// <summary>The characters, inside a word with '##', the most frequent first.</summary>
    internal IReadOnlyList<string> Alphabet { get; }

    /// <summary>Joins neighbours; can be called once.</summary>
    /// <param name="count">Most pieces to make.</param>
    /// <returns>The new pieces, the most useful first.</returns>
    internal IEnumerable<string> Join(int count)
    {
        for (int word = 0; word < _words.Count; word++)
        {
            Count(word, +1);
        }

        foreach (Pair pair in _pairs.Keys)
        {
            Enqueue(pair);
        }

        List<string> joined = [];
        while (joined.Count < count && _queue.TryDequeue(out Pair pair, out (double Gain, Pair Pair) bound))
        {
            double gain = GainOf(pair);
            if (gain == bound.Gain)
            {
                string piece = string.Concat(_pieces[pair.First], _pieces[pair.Second].AsSpan(Prefix.Length));
                bool isNew = !_pieceIds.ContainsKey(piece);
                JoinAll(pair, Intern(piece));
                if (isNew)
                {
                    joined.Add(piece);
                }
            }
            else if (_pairs.TryGetValue(pair, out PairState? state) && state.Bound == bound.Gain)
            {
                // The last bound of the pair, and too high. Other entries of the pair are out of date.
                state.Bound = 0;
                Enqueue(pair);
            }
        }

        return joined;
    }

    private static IEnumerable<string> CharactersOf(string word)
    {
        bool isFirst = true;
        foreach (Rune rune in word.EnumerateRunes())
        {
            yield return isFirst ? rune.ToString() : Prefix + rune;
            isFirst = false;
        }
    }

    private List<string> AlphabetOf(IEnumerable<KeyValuePair<string, long>> words, int maximumCharacters)
    {
        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        foreach ((string word, long count) in words)
        {
            foreach (string character in CharactersOf(word))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, character, out _) += count;
            }
        }

        return [.. counts.Where(pair => pair.Value >= _minimumCount)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Key).Take(maximumCharacters)];
    }

    private int Intern(string piece)
    {
        if (!_pieceIds.TryGetValue(piece, out int id))
        {
            id = _pieces.Count;
            _pieceIds.Add(piece, id);
            _pieces.Add(piece);
            _pieceCounts.Add(0);
            _pairsOfPiece.Add([]);
        }

        return id;
    }

    // Adds the pieces and pairs of a word to the counts, or takes them away.
    private void Count(int word, int sign)
    {
        (List<int> pieces, long count) = _words[word];
        for (int i = 0; i < pieces.Count; i++)
        {
            _pieceCounts[pieces[i]] += sign * count;
            _total += sign * count;
            if (i > 0)
            {
                Pair pair = new(pieces[i - 1], pieces[i]);
                ref PairState? state = ref CollectionsMarshal.GetValueRefOrAddDefault(_pairs, pair, out _);
                state ??= new PairState();
                state.Count += sign * count;
                if (sign > 0)
                {
                    state.Words.Add(word);
                    _pairsOfPiece[pair.First].Add(pair);
                    _pairsOfPiece[pair.Second].Add(pair);
                }
            }
        }
    }

    // 0 for a pair that is not worth joining.
    private double GainOf(Pair pair)
    {
        if (!_pairs.TryGetValue(pair, out PairState? state) || state.Count < _minimumCount)
        {
            return 0;
        }

        double apart = (double)_pieceCounts[pair.First] * _pieceCounts[pair.Second];
        return Math.Max(0, state.Count * Math.Log(state.Count * (double)_total / apart));
    }

    // Nothing to do where the queue has a bound that is high enough.
    private void Enqueue(Pair pair)
    {
        double gain = GainOf(pair);
        PairState state = _pairs[pair];
        if (gain > state.Bound)
        {
            state.Bound = gain;
            _queue.Enqueue(pair, (gain, pair));
        }
    }

    private void JoinAll(Pair pair, int piece)
    {
        HashSet<Pair> changed = [.. _pairsOfPiece[pair.First], .. _pairsOfPiece[pair.Second]];
        foreach (int word in _pairs[pair].Words.ToArray())
        {
            List<int> pieces = _words[word].Pieces;
            Count(word, -1);
            for (int i = pieces.Count - 2; i >= 0; i--)
            {
                if (pieces[i] == pair.First && pieces[i + 1] == pair.Second)
                {
                    pieces[i] = piece;
                    pieces.RemoveAt(i + 1);
                }
            }

            Count(word, +1);
        }

        changed.UnionWith(_pairsOfPiece[piece]);
        foreach (Pair other in changed)
        {
            if (_pairs[other].Count > 0)
            {
                Enqueue(other);
            }
            else
            {
                _pairs.Remove(other);
                _pairsOfPiece[other.First].Remove(other);
                _pairsOfPiece[other.Second].Remove(other);
            }
        }
    }

    /// <summary>Two neighbours; compared by age, so that of equal gains the older characters and pieces are joined first.</summary>
    private readonly record struct Pair(int First, int Second) : IComparable<Pair>
    {
        public int CompareTo(Pair other) => First != other.First ? First.CompareTo(other.First) : Second.CompareTo(other.Second);

        public override int GetHashCode() => unchecked((First * -1640531535) ^ Second);
    }

    /// <summary>What is known of two neighbours.</summary>
    private sealed class PairState
    {
        /// <summary>How often they stand side by side.</summary>
        internal long Count { get; set; }

        /// <summary>Words in which they did, at some time.</summary>
        internal HashSet<int> Words { get; } = [];

        /// <summary>The highest gain with which they wait in the queue.</summary>
        internal double Bound { get; set; }
    }
}
