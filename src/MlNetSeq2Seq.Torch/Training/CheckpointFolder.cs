using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// The checkpoints of one training. Each is written aside and renamed, so that whatever ends the process, every folder
/// that has a checkpoint's name is whole.
/// </summary>
internal sealed class CheckpointFolder : IDisposable
{
    private const string Prefix = "checkpoint-";
    private const string Aside = ".tmp";

    private readonly CheckpointOptions _options;
    private readonly JsonObject _trainingOptions;
    private readonly FileStream _lock;
    private readonly Stopwatch _sinceLast = Stopwatch.StartNew();
    private long _lastStep;

    /// <summary>Opens the folder for one training.</summary>
    /// <param name="options">Where and when.</param>
    /// <param name="trainingOptions">What the training was told; compared with what the checkpoint was made with.</param>
    /// <exception cref="IOException">Another training uses the folder.</exception>
    public CheckpointFolder(CheckpointOptions options, JsonObject trainingOptions)
    {
        (_options, _trainingOptions) = (options, trainingOptions);
        Directory.CreateDirectory(options.Folder);
        try
        {
            // Held for as long as the process lives, however it ends.
            _lock = new FileStream(Path.Combine(options.Folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsInUse(e))
        {
            throw new IOException($"The checkpoint folder '{options.Folder}' is used by another training.", e);
        }

        foreach (string left in Directory.EnumerateDirectories(options.Folder, $"*{Aside}"))
        {
            Directory.Delete(left, recursive: true);
        }
    }

    /// <summary>Brings a training that was just begun to the newest checkpoint; without one it stays at its beginning.</summary>
    /// <exception cref="ArgumentException">The checkpoint was made with other options, which are named.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged.</exception>
    public void Restore(TrainingRun run)
    {
        if (Steps().DefaultIfEmpty(0).Max() is not (> 0 and long newest))
        {
            return;
        }

        string folder = Of(newest);
        CheckpointRecord record = Checkpoint.ReadRecord(folder, newest);
        IReadOnlyList<string> changes = OptionsComparison.Differences(record.Options, _trainingOptions);
        if (changes.Count > 0 && !_options.AllowChangedOptions)
        {
            throw new ArgumentException(
                $"The checkpoint '{folder}' was made with other options: {string.Join("; ", changes)}. Give the old options or another folder, or set AllowChangedOptions.");
        }

        Checkpoint.Restore(folder, record, run, changes.Count > 0, step => Path.Combine(Of(step), Checkpoint.ModelFile));
        _lastStep = newest;
    }

    /// <summary>Writes a checkpoint if steps, minutes or a best validation ask for one.</summary>
    public void SaveIfDue(TrainingRun run)
    {
        long step = run.Clock.StepsTaken;
        if ((_options.EverySteps > 0 && step % _options.EverySteps == 0)
            || (_options.EveryMinutes > 0 && _sinceLast.Elapsed.TotalMinutes >= _options.EveryMinutes)
            || (_options.KeepBest && run.Best.Step == step))
        {
            Save(run);
        }
    }

    /// <summary>Writes a checkpoint, unless there is one of this step, and deletes those that need not be kept.</summary>
    public void Save(TrainingRun run)
    {
        long step = run.Clock.StepsTaken;
        if (step == _lastStep)
        {
            return;
        }

        using IDisposable pause = run.Clock.Pause();
        string folder = Of(step);
        string aside = folder + Aside;
        try
        {
            Directory.CreateDirectory(aside);
            Checkpoint.Write(aside, run, _trainingOptions);
        }
        catch
        {
            Directory.Delete(aside, recursive: true); // on a full disk it only takes room
            throw;
        }

        if (Directory.Exists(folder))
        {
            Delete(folder); // of a training that was begun again from an earlier checkpoint
        }

        Directory.Move(aside, folder);
        _lastStep = step;
        _sinceLast.Restart();
        foreach (long old in Steps().OrderDescending().Skip(_options.KeepLast).Where(s => !_options.KeepBest || s != run.Best.Step))
        {
            Delete(Of(old));
        }
    }

    public void Dispose() => _lock.Dispose();

    // Other faults, such as a full or a read-only disk, are told as they are.
    private static bool IsInUse(IOException e)
    {
        const int sharingViolation = unchecked((int)0x80070020); // Windows
        const int wouldBlockOnLinux = 11;
        const int wouldBlockOnApple = 35;
        return e.HResult is sharingViolation or wouldBlockOnLinux or wouldBlockOnApple;
    }

    private string Of(long step) => Path.Combine(_options.Folder, Prefix + step.ToString("d8", CultureInfo.InvariantCulture));

    private IEnumerable<long> Steps() =>
        from path in Directory.EnumerateDirectories(_options.Folder, $"{Prefix}*")
        let number = Path.GetFileName(path)[Prefix.Length..]
        where long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select long.Parse(number, CultureInfo.InvariantCulture);

    // Renamed first: a folder that is half deleted must not look like a checkpoint.
    private static void Delete(string folder)
    {
        string dying = $"{folder}.old{Aside}";
        Directory.Move(folder, dying);
        Directory.Delete(dying, recursive: true);
    }
}
