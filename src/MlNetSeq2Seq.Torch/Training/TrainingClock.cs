using System.Diagnostics;

namespace MlNetSeq2Seq.Training;

/// <summary>Counts steps and tokens, and tells the time that is left.</summary>
internal sealed class TrainingClock(long totalSteps)
{
    private readonly Stopwatch _all = Stopwatch.StartNew();
    private readonly Stopwatch _stepping = Stopwatch.StartNew();
    private TimeSpan _allBefore;
    private TimeSpan _steppingBefore;

    public long TotalSteps => totalSteps;

    public long StepsTaken { get; private set; }

    public long Tokens { get; private set; }

    /// <summary>The time since training began, without the time between a stop and going on.</summary>
    public TimeSpan Elapsed => _allBefore + _all.Elapsed;

    /// <summary>The time of the steps.</summary>
    public TimeSpan Stepping => _steppingBefore + _stepping.Elapsed;

    public TrainingStep Tick(int epoch, double loss, double learningRate, double gradientNorm, int tokens)
    {
        StepsTaken++;
        Tokens += tokens;
        double seconds = Math.Max(Stepping.TotalSeconds, 1e-9);
        return new TrainingStep(
            StepsTaken, totalSteps, epoch, loss, learningRate, gradientNorm, tokens, Elapsed, Tokens / seconds,
            TimeSpan.FromSeconds(seconds / StepsTaken * (totalSteps - StepsTaken)));
    }

    /// <summary>Stops the clock of steps until the result is disposed.</summary>
    public IDisposable Pause()
    {
        _stepping.Stop();
        return new Resumption(_stepping);
    }

    /// <summary>Goes on from where another clock was.</summary>
    public void Restore(long stepsTaken, long tokens, TimeSpan elapsed, TimeSpan stepping)
    {
        (StepsTaken, Tokens, _allBefore, _steppingBefore) = (stepsTaken, tokens, elapsed, stepping);
        _all.Restart();
        _stepping.Restart();
    }

    private sealed class Resumption(Stopwatch stopped) : IDisposable
    {
        public void Dispose() => stopped.Start();
    }
}
