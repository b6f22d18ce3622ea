namespace MlNetSeq2Seq.Tests.Corpora;

/// <summary>Passes on what it is told, at once and on the same thread.</summary>
internal sealed class Told<T>(Action<T> listen) : IProgress<T>
{
    public void Report(T value) => listen(value);
}
