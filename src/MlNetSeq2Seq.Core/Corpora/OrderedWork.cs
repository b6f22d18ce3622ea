namespace MlNetSeq2Seq.Corpora;

/// <summary>Works on items on several threads and gives the results in the order of the items.</summary>
internal static class OrderedWork
{
    // Enough that no thread waits while the oldest item takes longer than the others.
    private const int ItemsPerThread = 4;

    /// <summary>Maps items; no more than a few for each thread are under way, so memory is bounded.</summary>
    /// <param name="items">The items; read on the caller's thread.</param>
    /// <param name="map">Safe for several threads at once.</param>
    /// <param name="threads">Threads at work; with 1 it is the caller's.</param>
    /// <param name="cancellationToken">Looked at before each item.</param>
    internal static IEnumerable<TResult> Map<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, TResult> map, int threads, CancellationToken cancellationToken)
    {
        TaskScheduler scheduler = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler;
        Queue<Task<TResult>> underWay = new();
        try
        {
            foreach (TItem item in items)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (threads == 1)
                {
                    yield return map(item);
                    continue;
                }

                underWay.Enqueue(Task.Factory.StartNew(() => map(item), CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler));
                if (underWay.Count >= ItemsPerThread * threads)
                {
                    yield return underWay.Dequeue().GetAwaiter().GetResult();
                }
            }

            while (underWay.TryDequeue(out Task<TResult>? oldest))
            {
                yield return oldest.GetAwaiter().GetResult();
            }
        }
        finally
        {
            // What was begun is seen to its end, so that nobody still works after this.
            Task.WhenAll(underWay).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).Wait(CancellationToken.None);
        }
    }
}
