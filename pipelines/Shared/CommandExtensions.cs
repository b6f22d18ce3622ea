using System.CommandLine;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>Commands that can be told to stop.</summary>
internal static class CommandExtensions
{
    /// <summary>
    /// Sets an action that Ctrl+C and SIGTERM cancel. It runs on a thread of its own: signals are listened to only while an
    /// action is waited for, and one that computes gives nobody the time to begin waiting.
    /// </summary>
    public static void SetCancellableAction(this Command command, Func<ParseResult, CancellationToken, Task<int>> action) =>
        command.SetAction((parsed, cancellationToken) => Task.Run(() => action(parsed, cancellationToken), CancellationToken.None));
}
