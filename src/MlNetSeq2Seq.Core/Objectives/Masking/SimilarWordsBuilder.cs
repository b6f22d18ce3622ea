using System.Runtime.InteropServices;

namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>
/// Learns from a corpus which words are alike: those that keep the same company. A word's vector has the positive pointwise mutual
/// information with each frequent word, contexts smoothed by the power 0.75, and vectors are compared by their cosine
/// (Levy, Goldberg and Dagan, TACL 3, 2015, sections 2 and 3).
/// </summary>
/// <remarks>
/// The corpus is read twice, first with <see cref="Count"/>, then with <see cref="Relate"/>; so memory depends on the number of different
/// words and not on the length of the corpus. Not safe for several threads at once.
/// </remarks>
public sealed class SimilarWordsBuilder
{
    private const double ContextPower = 0.75;

    private readonly SimilarWordsOptions _options;
    private readonly Dictionary<int[], long> _counts = new(TokenRunComparer.Instance);
    private readonly Dictionary<long, int> _together = [];
    private readonly List<int> _row = [];
    private Dictionary<int[], int>? _numbers;
    private int[][] _words = [];

    /// <summary>Checks the options.</summary>
    /// <param name="options">How many words and neighbours; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public SimilarWordsBuilder(SimilarWordsOptions? options = null)
    {
        _options = options ?? new SimilarWordsOptions();
        _options.Check();
    }

    /// <summary>Counts the words of a row; the first reading.</summary>
    /// <param name="ids">Token ids, shape [length].</param>
    /// <param name="words">Word of each token, -1 for none; shape [length].</param>
    /// <exception cref="ArgumentException">Ids and words differ in number.</exception>
    /// <exception cref="InvalidOperationException">The second reading has begun.</exception>
    public void Count(ReadOnlySpan<int> ids, ReadOnlySpan<int> words)
    {
        if (_numbers is not null)
        {
            throw new InvalidOperationException("SimilarWordsBuilder counts words before it relates them; make a new one.");
        }

        Dictionary<int[], long>.AlternateLookup<ReadOnlySpan<int>> counts = _counts.GetAlternateLookup<ReadOnlySpan<int>>();
        for (int start = 0; Next(ids, words, ref start, out int end); start = end)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, ids[start..end], out _)++;
        }
    }

    /// <summary>Counts which words stand near each other in a row; the second reading.</summary>
    /// <param name="ids">Token ids, shape [length].</param>
    /// <param name="words">Word of each token, -1 for none; shape [length].</param>
    /// <exception cref="ArgumentException">Ids and words differ in number.</exception>
    public void Relate(ReadOnlySpan<int> ids, ReadOnlySpan<int> words)
    {
        Dictionary<int[], int>.AlternateLookup<ReadOnlySpan<int>> numbers = Numbers().GetAlternateLookup<ReadOnlySpan<int>>();
        _row.Clear();
        for (int start = 0; Next(ids, words, ref start, out int end); start = end)
        {
            _row.Add(numbers.TryGetValue(ids[start..end], out int number) ? number : -1);
        }

        for (int i = 0; i < _row.Count; i++)
        {
            for (int j = Math.Max(0, i - _options.Window); j <= Math.Min(_row.Count - 1, i + _options.Window) && _row[i] >= 0; j++)
            {
                if (j != i && _row[j] >= 0 && _row[j] < _options.MaximumContexts)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(_together, KeyOf(_row[i], _row[j]), out _)++;
                }
            }
        }
    }

    /// <summary>The words and their neighbours. The same corpus gives the same table, whatever the order of its rows.</summary>
    public SimilarWords Build()
    {
        Numbers();
        return new SimilarWords { Words = _words, Neighbours = new CompanyVectors(_words.Length, Information()).Neighbours(_words, _options.NeighbourCount) };
    }

    private static long KeyOf(int word, int context) => ((long)word << 32) | (uint)context;

    private static bool Next(ReadOnlySpan<int> ids, ReadOnlySpan<int> words, ref int start, out int end)
    {
        if (ids.Length != words.Length)
        {
            throw new ArgumentException($"SimilarWordsBuilder needs a word for each token, but got {words.Length} for {ids.Length} tokens.", nameof(words));
        }

        while (start < ids.Length && words[start] < 0)
        {
            start++;
        }

        end = start;
        while (end < ids.Length && words[end] == words[start])
        {
            end++;
        }

        return start < ids.Length;
    }

    // Words in the order of their frequency: contexts are the first ones.
    private Dictionary<int[], int> Numbers()
    {
        if (_numbers is null)
        {
            _words = [.. _counts.Where(word => word.Value >= _options.MinimumCount)
                .OrderByDescending(word => word.Value).ThenBy(word => word.Key, Comparer<int[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y)))
                .Take(_options.MaximumWords).Select(word => word.Key)];
            _counts.Clear();
            _numbers = new Dictionary<int[], int>(_words.Length, TokenRunComparer.Instance);
            for (int i = 0; i < _words.Length; i++)
            {
                _numbers.Add(_words[i], i);
            }
        }

        return _numbers;
    }

    // (word, context, information) where that is positive, sorted by word and context.
    private IEnumerable<(int Word, int Context, double Information)> Information()
    {
        Dictionary<int, double> ofWord = [];
        Dictionary<int, double> ofContext = [];
        foreach ((long key, int count) in _together)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(ofWord, (int)(key >> 32), out _) += count;
            CollectionsMarshal.GetValueRefOrAddDefault(ofContext, (int)(key & uint.MaxValue), out _) += count;
        }

        double smoothed = ofContext.OrderBy(context => context.Key).Sum(context => Math.Pow(context.Value, ContextPower));
        foreach ((long key, int count) in _together.OrderBy(pair => pair.Key))
        {
            (int word, int context) = ((int)(key >> 32), (int)(key & uint.MaxValue));
            double information = Math.Log(count * smoothed / (ofWord[word] * Math.Pow(ofContext[context], ContextPower)));
            if (information > 0)
            {
                yield return (word, context, information);
            }
        }
    }
}
