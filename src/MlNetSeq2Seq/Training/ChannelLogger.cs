using Microsoft.Extensions.Logging;
using Microsoft.ML.Runtime;

namespace MlNetSeq2Seq.Training;

/// <summary>A channel of ML.NET as a logger: what it is told comes out of <c>MLContext.Log</c>.</summary>
internal sealed class ChannelLogger(IChannel channel) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string message = formatter(state, exception);
        switch (logLevel)
        {
            case >= LogLevel.Error:
                channel.Error(message);
                break;
            case LogLevel.Warning:
                channel.Warning(message);
                break;
            default:
                channel.Info(message);
                break;
        }
    }
}
