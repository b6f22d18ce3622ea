namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Sparse vectors of words over the words in whose company they are.</summary>
internal sealed class CompanyVectors
{
    private readonly List<(int Context, double Value)>[] _ofWord;
    private readonly Dictionary<int, List<(int Word, double Value)>> _ofContext = [];

    /// <summary>Scales the vectors to length 1.</summary>
    /// <param name="words">Number of words.</param>
    /// <param name="values">The values that are not 0, sorted.</param>
    internal CompanyVectors(int words, IEnumerable<(int Word, int Context, double Value)> values)
    {
        _ofWord = new List<(int, double)>[words];
        for (int i = 0; i < words; i++)
        {
            _ofWord[i] = [];
        }

        foreach ((int word, int context, double value) in values)
        {
            _ofWord[word].Add((context, value));
        }

        for (int word = 0; word < words; word++)
        {
            double norm = Math.Sqrt(_ofWord[word].Sum(entry => entry.Value * entry.Value));
            _ofWord[word] = [.. _ofWord[word].Select(entry => (entry.Context, entry.Value / norm))];
            foreach ((int context, double value) in _ofWord[word])
            {
                if (!_ofContext.TryGetValue(context, out List<(int, double)>? list))
                {
                    _ofContext.Add(context, list = []);
                }

                list.Add((word, value));
            }
        }
    }

    /// <summary>Of each word, the words of as many tokens with the greatest cosine.</summary>
    internal int[][] Neighbours(int[][] words, int count)
    {
        int[][] neighbours = new int[words.Length][];
        Parallel.For(0, words.Length, () => new double[words.Length], (word, _, scores) =>
        {
            Array.Clear(scores);
            foreach ((int context, double value) in _ofWord[word])
            {
                foreach ((int other, double otherValue) in _ofContext[context])
                {
                    scores[other] += value * otherValue;
                }
            }

            BestWords best = new(count);
            for (int other = 0; other < words.Length; other++)
            {
                if (other != word && words[other].Length == words[word].Length)
                {
                    best.Add(other, scores[other]);
                }
            }

            neighbours[word] = best.ToArray();
            return scores;
        }, _ => { });
        return neighbours;
    }
}
