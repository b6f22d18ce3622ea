namespace MlNetSeq2Seq.Tests;

/// <summary>Answers draws from a list, so that a case that was worked elsewhere can be followed draw by draw.</summary>
internal sealed class ScriptedRandom : Random
{
    private readonly Queue<double> _doubles = new();
    private readonly Queue<int> _integers = new();

    /// <summary>Doubles that were not asked for yet.</summary>
    internal int DoublesLeft => _doubles.Count;

    internal bool IsUsedUp => _doubles.Count == 0 && _integers.Count == 0;

    internal ScriptedRandom WithDoubles(params IEnumerable<double> values)
    {
        foreach (double value in values)
        {
            _doubles.Enqueue(value);
        }

        return this;
    }

    internal ScriptedRandom WithIntegers(params IEnumerable<int> values)
    {
        foreach (int value in values)
        {
            _integers.Enqueue(value);
        }

        return this;
    }

    /// <summary>
    /// Makes the next Shuffle turn one order into another, by the swaps of the Fisher and Yates of <see cref="Random.Shuffle{T}(T[])"/>.
    /// </summary>
    internal ScriptedRandom WithShuffle(IEnumerable<int> from, IEnumerable<int> to)
    {
        List<int> current = [.. from];
        int[] wanted = [.. to];
        for (int i = 0; i < wanted.Length - 1; i++)
        {
            int place = current.IndexOf(wanted[i], i);
            _integers.Enqueue(place);
            (current[i], current[place]) = (current[place], current[i]);
        }

        return this;
    }

    /// <summary>Makes the next choice without replacement from 0 to <paramref name="count"/> - 1 give the numbers in their order.</summary>
    internal ScriptedRandom WithChoice(IReadOnlyList<int> chosen, int count)
    {
        int[] numbers = [.. Enumerable.Range(0, count)];
        for (int i = 0; i < Math.Min(chosen.Count, count - 1); i++)
        {
            int place = Array.IndexOf(numbers, chosen[i], i);
            _integers.Enqueue(place);
            (numbers[i], numbers[place]) = (numbers[place], numbers[i]);
        }

        return this;
    }

    public override double NextDouble() => _doubles.Dequeue();

    public override int Next(int maxValue) => Next(0, maxValue);

    public override int Next(int minValue, int maxValue)
    {
        int value = _integers.Dequeue();
        return value >= minValue && value < maxValue
            ? value
            : throw new InvalidOperationException($"The script answers {value} where a number from {minValue} to {maxValue - 1} is drawn.");
    }

    public override int Next() => throw new NotSupportedException();

    public override long NextInt64() => throw new NotSupportedException();

    public override void NextBytes(Span<byte> buffer) => throw new NotSupportedException();
}
