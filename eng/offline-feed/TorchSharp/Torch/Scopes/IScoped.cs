using System;

namespace TorchSharp;

/// <summary>What a dispose scope can own: tensors and packed sequences.</summary>
internal interface IScoped : IDisposable
{
    DisposeScope OwningDisposeScope { get; set; }

    /// <summary>The place in the owner's list.</summary>
    int ScopeSlot { get; set; }

    /// <summary>The counters for objects of this kind.</summary>
    LifetimeStatistics StatisticsIn(ThreadDisposeScopeStatistics statistics);
}
