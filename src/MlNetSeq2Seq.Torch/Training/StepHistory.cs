using System.Collections;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// The steps of a training, in their order. A long training has many: they lie as plain numbers, 64 bytes a step, in blocks that
/// are filled one after the other.
/// </summary>
internal sealed class StepHistory : IReadOnlyList<TrainingStep>
{
    // Large enough for the heap of large objects, of which the garbage collector moves none.
    private const int BlockLength = 2048;

    private readonly List<Entry[]> _blocks = [];

    public int Count { get; private set; }

    public TrainingStep this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return _blocks[index / BlockLength][index % BlockLength].ToStep(index + 1, TotalSteps);
        }
    }

    /// <summary>How many steps the training takes.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>Adds the next step, whose number is one more than there are.</summary>
    public void Add(TrainingStep step)
    {
        if (step.Step != Count + 1)
        {
            throw new ArgumentException($"The history of a training has {Count} steps; step {step.Step} does not follow them.", nameof(step));
        }

        if (Count % BlockLength == 0)
        {
            _blocks.Add(new Entry[BlockLength]);
        }

        _blocks[^1][Count % BlockLength] = Entry.Of(step);
        Count++;
    }

    public IEnumerator<TrainingStep> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // What a step says besides its number.
    private readonly record struct Entry(
        double Loss, double LearningRate, double GradientNorm, TimeSpan Elapsed, double TokensPerSecond, TimeSpan Remaining, int Epoch, int Tokens, bool IsSkipped)
    {
        public static Entry Of(TrainingStep step) => new(
            step.Loss, step.LearningRate, step.GradientNorm, step.Elapsed, step.TokensPerSecond, step.Remaining, step.Epoch, step.Tokens, step.IsSkipped);

        public TrainingStep ToStep(long number, long totalSteps) =>
            new(number, totalSteps, Epoch, Loss, LearningRate, GradientNorm, Tokens, Elapsed, TokensPerSecond, Remaining) { IsSkipped = IsSkipped };
    }
}
