namespace MlNetSeq2Seq.Tests.Training.Watching;

/// <summary>A clock that stands still.</summary>
/// <param name="seconds">Seconds since 1970.</param>
internal sealed class FixedTime(double seconds) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(seconds);
}
