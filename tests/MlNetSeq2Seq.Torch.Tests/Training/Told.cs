namespace MlNetSeq2Seq.Tests.Training;

/// <summary>Keeps what it is told, and does something with it at once.</summary>
internal sealed class Told<T>(Action<T>? also = null) : IProgress<T>
{
    public List<T> Values { get; } = [];

    public void Report(T value)
    {
        Values.Add(value);
        also?.Invoke(value);
    }
}
