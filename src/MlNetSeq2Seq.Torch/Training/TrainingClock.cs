using System.Diagnostics;

namespace MlNetSeq2Seq.Training;

/// <summary>Counts steps and tokens, and tells the time that is left.</summary>
internal sealed class TrainingClock(long totalSteps)
{
    private readonly Stopwatch _all = Stopwatch.StartNew();
    private readonly Stopwatch _stepping = Stopwatch.StartNew();
    private long _tokens;

    public long TotalSteps => totalSteps;

    public long StepsTaken { get; private set; }

    public TrainingStep Tick(int epoch, double loss, double learningRate, double gradientNorm, int tokens)
    {
        StepsTaken++;
        _tokens += tokens;
        double seconds = Math.Max(_stepping.Elapsed.TotalSeconds, 1e-9);
        return new TrainingStep(
            StepsTaken, totalSteps, epoch, loss, learningRate, gradientNorm, tokens, _all.Elapsed, _tokens / seconds,
            TimeSpan.FromSeconds(seconds / StepsTaken * (totalSteps - StepsTaken)));
    }

    /// <summary>Stops the clock of steps until the result is disposed.</summary>
    public IDisposable Pause()
    {
        _stepping.Stop();
        return new Resumption(_stepping);
    }

    private sealed class Resumption(Stopwatch stopped) : IDisposable
    {
        public void Dispose() => stopped.Start();
    }
}
