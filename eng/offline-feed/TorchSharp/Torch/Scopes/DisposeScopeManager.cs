using System;

namespace TorchSharp;

/// <summary>The dispose scopes of the current thread: each thread has its own stack of them.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager _threadSingleton;

    public static ThreadDisposeScopeStatistics Statistics => ThreadSingleton.StatisticsInstance;

    internal static DisposeScopeManager ThreadSingleton => _threadSingleton ??= new DisposeScopeManager();

    internal ThreadDisposeScopeStatistics StatisticsInstance { get; } = new();

    internal DisposeScope CurrentDisposeScope { get; private set; }

    internal DisposeScope NewDisposeScope() => CurrentDisposeScope = new DisposeScope(this);

    /// <summary>Puts a new object into the innermost scope, if there is one, and counts it.</summary>
    internal void Register(IScoped created)
    {
        LifetimeStatistics statistics = created.StatisticsIn(StatisticsInstance);
        if (CurrentDisposeScope is null)
        {
            statistics.CreatedOutsideScopeCount++;
        }
        else
        {
            statistics.CreatedInScopeCount++;
            CurrentDisposeScope.Add(created);
        }
    }

    /// <summary>Counts an object that is being disposed on this thread, and takes it out of its scope.</summary>
    internal void Unregister(IScoped disposed)
    {
        LifetimeStatistics statistics = disposed.StatisticsIn(StatisticsInstance);
        if (disposed.OwningDisposeScope is null)
        {
            statistics.DisposedOutsideScopeCount++;
        }
        else
        {
            statistics.DisposedInScopeCount++;
            disposed.OwningDisposeScope.Remove(disposed);
        }
    }

    /// <summary>Takes a scope, which need not be the innermost, out of the stack.</summary>
    internal void RemoveDisposeScope(DisposeScope closed)
    {
        if (ReferenceEquals(CurrentDisposeScope, closed))
        {
            CurrentDisposeScope = closed.OuterScope;
            return;
        }

        for (DisposeScope scope = CurrentDisposeScope; scope is not null; scope = scope.OuterScope)
        {
            if (ReferenceEquals(scope.OuterScope, closed))
            {
                scope.OuterScope = closed.OuterScope;
                return;
            }
        }
    }
}
