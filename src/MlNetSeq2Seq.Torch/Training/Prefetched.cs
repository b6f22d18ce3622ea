using System.Collections.Concurrent;

namespace MlNetSeq2Seq.Training;

/// <summary>Reads a sequence ahead on another thread.</summary>
internal static class Prefetched
{
    /// <summary>The elements in their order, up to <paramref name="ahead"/> of them prepared before they are asked for.</summary>
    /// <exception cref="Exception">Whatever the sequence throws, thrown again where its element would have come.</exception>
    public static IEnumerable<T> Read<T>(IEnumerable<T> source, int ahead)
    {
        using var queue = new BlockingCollection<T>(ahead);
        using var stop = new CancellationTokenSource();
        var producer = Task.Run(() =>
        {
            try
            {
                foreach (T element in source)
                {
                    queue.Add(element, stop.Token);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The consumer has left; nobody waits for the rest.
            }
            finally
            {
                queue.CompleteAdding();
            }
        });

        try
        {
            foreach (T element in queue.GetConsumingEnumerable())
            {
                yield return element;
            }

            producer.GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
            ((IAsyncResult)producer).AsyncWaitHandle.WaitOne(); // the queue must not be disposed under the producer
        }
    }
}
