namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Works by <see cref="SimilarWordCorruption"/>.</summary>
internal sealed class SimilarWordCorruptor : ICorruptor
{
    private readonly double _similarShare;
    private readonly double _keptUpTo;
    private readonly IRandomTokens _randomTokens;
    private readonly SimilarWords _words;
    private readonly Dictionary<int[], int>.AlternateLookup<ReadOnlySpan<int>> _numbers;
    private readonly int[][] _wordsOfLength;

    internal SimilarWordCorruptor(SimilarWordCorruption options, WholeWordMaskingOptions all, IRandomTokens randomTokens)
    {
        _similarShare = Shares.Check(nameof(SimilarWordCorruption), options.SimilarShare, nameof(options.SimilarShare));
        double randomShare = Shares.Check(nameof(SimilarWordCorruption), options.RandomShare, nameof(options.RandomShare));
        Shares.Check(nameof(SimilarWordCorruption), _similarShare + randomShare, "SimilarShare + RandomShare");
        _keptUpTo = Math.Max(_similarShare, 1 - randomShare);
        _randomTokens = randomTokens;
        _words = all.Statistics.SimilarWords ?? throw new ArgumentException(
            "SimilarWordCorruption needs Statistics.SimilarWords, which Fit of WholeWordMask learns and SimilarWords.ReadWord2Vec reads.", nameof(all));
        _words.Check(all.Vocabulary.Count);
        Dictionary<int[], int> numbers = new(TokenRunComparer.Instance);
        for (int i = 0; i < _words.Words.Count; i++)
        {
            numbers.TryAdd(_words.Words[i], i);
        }

        _numbers = numbers.GetAlternateLookup<ReadOnlySpan<int>>();
        _wordsOfLength = new int[_words.Words.Select(word => word.Length).DefaultIfEmpty().Max() + 1][];
        for (int length = 0; length < _wordsOfLength.Length; length++)
        {
            _wordsOfLength[length] = [.. Enumerable.Range(0, _words.Words.Count).Where(i => _words.Words[i].Length == length)];
        }
    }

    public void Corrupt(in MaskingRow row, MaskableUnits units, SelectedTokens selected, Span<int> noisy, Random random)
    {
        ReadOnlySpan<int> positions = selected.Positions;
        for (int i = 0; i < positions.Length;)
        {
            // The chosen part of one word: all of it, but for a span that was cut.
            int start = positions[i];
            int unitEnd = units.End(units.UnitOf(start));
            int end = start;
            for (; i < positions.Length && positions[i] == end && end < unitEnd; i++)
            {
                end++;
            }

            double chance = random.NextDouble();
            if (chance < _similarShare)
            {
                ShowSimilar(row.Ids[start..end], noisy[start..end], random);
            }
            else if (chance >= _keptUpTo)
            {
                ShowRandom(noisy[start..end], random);
            }
        }
    }

    private void ShowSimilar(ReadOnlySpan<int> word, Span<int> noisy, Random random)
    {
        if (_numbers.TryGetValue(word, out int number) && _words.Neighbours[number] is { Length: > 0 } neighbours)
        {
            _words.Words[neighbours[random.Next(neighbours.Length)]].CopyTo(noisy);
        }
        else
        {
            ShowRandom(noisy, random);
        }
    }

    private void ShowRandom(Span<int> noisy, Random random)
    {
        if (noisy.Length < _wordsOfLength.Length && _wordsOfLength[noisy.Length] is { Length: > 0 } words)
        {
            _words.Words[words[random.Next(words.Length)]].CopyTo(noisy);
            return;
        }

        foreach (ref int id in noisy)
        {
            id = _randomTokens.Draw(random);
        }
    }
}
