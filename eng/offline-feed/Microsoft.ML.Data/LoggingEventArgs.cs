using System;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>One message of the log.</summary>
public class LoggingEventArgs : EventArgs
{
    public LoggingEventArgs(string message)
    {
        Message = message;
    }

    public LoggingEventArgs(string message, ChannelMessageKind kind, string source)
    {
        RawMessage = message;
        Kind = kind;
        Source = source;
        Message = $"[Source={source}, Kind={kind}] {message}";
    }

    /// <summary>The full name of the channel that sent it.</summary>
    public string Source { get; }

    public ChannelMessageKind Kind { get; }

    /// <summary>The text with its source and kind in front.</summary>
    public string Message { get; }

    /// <summary>The text alone.</summary>
    public string RawMessage { get; }
}
