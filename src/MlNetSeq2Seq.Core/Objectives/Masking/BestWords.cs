namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Keeps the words of the highest positive scores; of equal ones the lower numbers.</summary>
internal sealed class BestWords(int capacity)
{
    private readonly int[] _words = new int[capacity];
    private readonly double[] _scores = new double[capacity];
    private int _count;

    /// <summary>Takes a word if its score is positive and high enough. Words come in rising order.</summary>
    internal void Add(int word, double score)
    {
        if (!(score > 0) || (_count == capacity && score <= _scores[^1]))
        {
            return;
        }

        int place = _count < capacity ? _count++ : capacity - 1;
        for (; place > 0 && _scores[place - 1] < score; place--)
        {
            (_words[place], _scores[place]) = (_words[place - 1], _scores[place - 1]);
        }

        (_words[place], _scores[place]) = (word, score);
    }

    /// <summary>The words, the best first.</summary>
    internal int[] ToArray() => _words[.._count];
}
