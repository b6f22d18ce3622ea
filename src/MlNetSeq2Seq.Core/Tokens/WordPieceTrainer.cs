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
    private readonly List<HashSet<(int, int)>> _pairsOfPiece = [];
    private readonly List<(List<int> Pieces, long Count)> _words = [];
    private readonly Dictionary<(int, int), long> _pairCounts = [];
    private readonly Dictionary<(int, int), HashSet<int>> _wordsOfPair = [];
    private readonly PriorityQueue<(int, int), (double Gain, string Piece)> _queue = new(Comparer<(double Gain, string Piece)>.Create(
        (x, y) => x.Gain != y.Gain ? y.Gain.CompareTo(x.Gain) : string.CompareOrdinal(x.Piece, y.Piece)));

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

        foreach ((int, int) pair in _pairCounts.Keys)
        {
            Enqueue(pair);
        }

        List<string> joined = [];
        while (joined.Count < count && _queue.TryDequeue(out (int, int) pair, out (double Gain, string Piece) bound))
        {
            double gain = GainOf(pair);
            if (gain < bound.Gain)
            {
                Enqueue(pair);
            }
            else if (gain > 0)
            {
                bool isNew = !_pieceIds.ContainsKey(bound.Piece);
                JoinAll(pair, Intern(bound.Piece));
                if (isNew)
                {
                    joined.Add(bound.Piece);
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
                (int, int) pair = (pieces[i - 1], pieces[i]);
                CollectionsMarshal.GetValueRefOrAddDefault(_pairCounts, pair, out _) += sign * count;
                if (sign > 0)
                {
                    ref HashSet<int>? words = ref CollectionsMarshal.GetValueRefOrAddDefault(_wordsOfPair, pair, out _);
                    (words ??= []).Add(word);
                    _pairsOfPiece[pair.Item1].Add(pair);
                    _pairsOfPiece[pair.Item2].Add(pair);
                }
            }
        }
    }

    private double GainOf((int First, int Second) pair)
    {
        double count = _pairCounts.GetValueOrDefault(pair);
        double apart = (double)_pieceCounts[pair.First] * _pieceCounts[pair.Second];
        return count < _minimumCount ? 0 : count * Math.Log(count * _total / apart);
    }

    private void Enqueue((int First, int Second) pair)
    {
        double gain = GainOf(pair);
        if (gain > 0)
        {
            _queue.Enqueue(pair, (gain, string.Concat(_pieces[pair.First], _pieces[pair.Second].AsSpan(Prefix.Length))));
        }
    }

    private void JoinAll((int First, int Second) pair, int piece)
    {
        HashSet<(int, int)> changed = [.. _pairsOfPiece[pair.First], .. _pairsOfPiece[pair.Second]];
        foreach (int word in _wordsOfPair[pair])
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
        foreach ((int, int) other in changed)
        {
            if (_pairCounts[other] > 0)
            {
                Enqueue(other);
            }
            else
            {
                Forget(other);
            }
        }
    }

    private void Forget((int First, int Second) pair)
    {
        _pairCounts.Remove(pair);
        _wordsOfPair.Remove(pair);
        _pairsOfPiece[pair.First].Remove(pair);
        _pairsOfPiece[pair.Second].Remove(pair);
    }
}
