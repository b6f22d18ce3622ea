using System.Runtime.InteropServices;
using System.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>Learns word pieces: joins the two neighbours whose join raises the likelihood of the corpus most, and again.</summary>
/// <remarks>
/// Under a unigram model of the pieces, joining a and b raises the log-likelihood by about n(ab) ln(n(ab) N / (n(a) n(b))), with N the
/// number of all pieces. A queue holds upper bounds of that: a gain that has outgrown its bound is put in anew, one that comes up is
/// computed and joined only if no other bound is higher.
/// </remarks>
internal sealed class WordPieceTrainer
{
    private const string Prefix = "##";
    private const double Slack = 1.1;

    private readonly int _minimumCount;
    private readonly List<string> _pieces = [];
    private readonly Dictionary<string, int> _pieceIds = new(StringComparer.Ordinal);
    private readonly List<long> _pieceCounts = [];
    private readonly List<HashSet<Pair>> _pairsOfPiece = [];
    private readonly List<(List<int> Pieces, long Count)> _words = [];
    private readonly Dictionary<(int, int), Pair> _pairs = [];
    private readonly PriorityQueue<Pair, double> _queue = new(Comparer<double>.Create(static (x, y) => y.CompareTo(x)));

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

        foreach (Pair pair in _pairs.Values)
        {
            Raise(pair);
        }

        List<string> joined = [];
        while (joined.Count < count && _queue.TryDequeue(out Pair? pair, out double bound))
        {
            // Other entries of the pair are out of date.
            if (bound != pair.Bound)
            {
                continue;
            }

            double gain = GainOf(pair);
            if (_queue.TryPeek(out _, out double next) && gain < next)
            {
                Enqueue(pair, gain);
            }
            else if (gain > 0)
            {
                string piece = string.Concat(_pieces[pair.First], _pieces[pair.Second].AsSpan(Prefix.Length));
                bool isNew = !_pieceIds.ContainsKey(piece);
                JoinAll(pair, Intern(piece));
                if (isNew)
                {
                    joined.Add(piece);
                }
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
                Pair pair = PairOf(pieces[i - 1], pieces[i]);
                pair.Count += sign * count;
                if (sign > 0)
                {
                    pair.Words.Add(word);
                }
            }
        }
    }

    private Pair PairOf(int first, int second)
    {
        ref Pair? pair = ref CollectionsMarshal.GetValueRefOrAddDefault(_pairs, (first, second), out bool isThere);
        if (!isThere)
        {
            pair = new Pair(first, second);
            _pairsOfPiece[first].Add(pair);
            _pairsOfPiece[second].Add(pair);
        }

        return pair!;
    }

    // 0 for a pair that is not worth joining.
    private double GainOf(Pair pair)
    {
        if (pair.Count < _minimumCount)
        {
            return 0;
        }

        double apart = (double)_pieceCounts[pair.First] * _pieceCounts[pair.Second];
        return Math.Max(0, pair.Count * Math.Log(pair.Count * (double)_total / apart));
    }

    // Nothing to do where the queue has a bound that is high enough; else it gets one with room to grow.
    private void Raise(Pair pair)
    {
        double gain = GainOf(pair);
        if (gain > pair.Bound)
        {
            Enqueue(pair, gain * Slack);
        }
    }

    private void Enqueue(Pair pair, double bound)
    {
        pair.Bound = bound;
        if (bound > 0)
        {
            _queue.Enqueue(pair, bound);
        }
    }

    private void JoinAll(Pair pair, int piece)
    {
        HashSet<Pair> changed = [.. _pairsOfPiece[pair.First], .. _pairsOfPiece[pair.Second]];
        foreach (int word in pair.Words.ToArray())
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
            if (other.Count > 0)
            {
                Raise(other);
            }
            else
            {
                _pairs.Remove((other.First, other.Second));
                _pairsOfPiece[other.First].Remove(other);
                _pairsOfPiece[other.Second].Remove(other);
            }
        }
    }

    /// <summary>Two neighbours.</summary>
    private sealed class Pair(int first, int second)
    {
        internal int First { get; } = first;

        internal int Second { get; } = second;

        /// <summary>How often they stand side by side.</summary>
        internal long Count { get; set; }

        /// <summary>Words in which they did, at some time.</summary>
        internal HashSet<int> Words { get; } = [];

        /// <summary>The bound of their gain with which they wait in the queue.</summary>
        internal double Bound { get; set; }
    }
}
