using System.Diagnostics;
using System.Globalization;
using MlNetSeq2Seq.Corpora;
using Spectre.Console;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>Shows how far a corpus is done and how long it will take: a bar in a terminal, a line now and then in a file.</summary>
internal sealed class CorpusConsole : IProgress<CorpusProgress>, IProgress<CorpusProblem>, IProgress<long>
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    private readonly long _total;
    private readonly ProgressTask? _bar;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _told;
    private long _begun = -1;

    private CorpusConsole(long total, ProgressTask? bar) => (_total, _bar) = (total, bar);

    /// <summary>Lines that were told to be unreadable.</summary>
    public long Problems { get; private set; }

    /// <summary>Runs work that tells its progress.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="total">Bytes there are to do.</param>
    /// <param name="work">The work.</param>
    public static T Run<T>(string title, long total, Func<CorpusConsole, T> work) => Console.IsOutputRedirected
        ? work(new CorpusConsole(total, null))
        : AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .Start(context => work(new CorpusConsole(total, context.AddTask(Markup.Escape(title), maxValue: Math.Max(1, total)))));

    public void Report(CorpusProgress value) => Report(value.Bytes, $", {value.Documents:n0} rows, {value.Tokens:n0} tokens");

    public void Report(long value) => Report(value, $"");

    public void Report(CorpusProblem value)
    {
        Problems++;
        Console.Error.WriteLine($"skipped: {value}");
    }

    private void Report(long bytes, FormattableString more)
    {
        if (_bar is not null)
        {
            _bar.Value = bytes;
            return;
        }

        // What was there before does not say how fast the rest will be.
        _begun = _begun < 0 ? bytes : _begun;
        TimeSpan now = _clock.Elapsed;
        if (now - _told < s_pause)
        {
            return;
        }

        _told = now;
        double speed = (bytes - _begun) / now.TotalSeconds;
        TimeSpan rest = TimeSpan.FromSeconds(speed > 0 ? Math.Min((_total - bytes) / speed, int.MaxValue) : 0);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{bytes / (double)_total,6:p1} of {_total / 1e6:n0} MB, {speed / 1e6:f1} MB/s{more.ToString(CultureInfo.InvariantCulture)}, {rest:hh\\:mm\\:ss} to go"));
    }
}
