namespace MlNetSeq2Seq.Training.Watching;

/// <summary>Tells several listeners what one is told, in their order and on the caller's thread.</summary>
/// <typeparam name="T">What is told.</typeparam>
/// <param name="listeners">The listeners; those that are null are left out.</param>
public sealed class ProgressGroup<T>(params IEnumerable<IProgress<T>?> listeners) : IProgress<T>
{
    private readonly IProgress<T>[] _listeners = [.. listeners.OfType<IProgress<T>>()];

    /// <inheritdoc/>
    public void Report(T value)
    {
        foreach (IProgress<T> listener in _listeners)
        {
            listener.Report(value);
        }
    }
}
