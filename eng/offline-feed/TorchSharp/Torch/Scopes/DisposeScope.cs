using System;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharp;

/// <summary>
/// Owns the tensors that its thread creates while it is the innermost scope, and disposes them with itself.
/// </summary>
public sealed partial class DisposeScope : IDisposable
{
    // Each member knows its place in the list, so adding and removing take constant time and no hashing.
    private List<IScoped> _members = [];
    private DisposeScopeManager _manager;

    internal DisposeScope(DisposeScopeManager manager)
    {
        _manager = manager;
        OuterScope = manager.CurrentDisposeScope;
    }

    internal DisposeScope OuterScope { get; set; }

    /// <summary>What the scope owns at this moment.</summary>
    public IReadOnlyList<IDisposable> DisposablesView
    {
        get
        {
            ThrowIfDisposed();
            return _members.ToArray();
        }
    }

    public int DisposablesCount
    {
        get
        {
            ThrowIfDisposed();
            return _members.Count;
        }
    }

    public bool Contains(IDisposable disposable) => disposable is IScoped member && ReferenceEquals(member.OwningDisposeScope, this);

    /// <summary>Puts objects, also those of another scope or of none, into this scope.</summary>
    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        ThrowIfDisposed();
        var attached = new List<IDisposable>();
        foreach (IDisposable disposable in disposables)
        {
            IScoped member = Member(disposable);
            if (TakeOver(member))
            {
                member.StatisticsIn(_manager.StatisticsInstance).AttachedToScopeCount++;
            }

            attached.Add(disposable);
        }

        return attached;
    }

    /// <summary>Takes members out of this scope and gives them to no other: their owner is the caller.</summary>
    public void Detach(IEnumerable<IDisposable> disposables)
    {
        ThrowIfDisposed();
        foreach (IDisposable disposable in disposables)
        {
            if (Contains(disposable))
            {
                var member = (IScoped)disposable;
                Remove(member);
                member.StatisticsIn(_manager.StatisticsInstance).DetachedFromScopeCount++;
            }
        }
    }

    /// <summary>Gives members to another scope; if that is null they are detached.</summary>
    public void MoveToOther(DisposeScope scope, IEnumerable<IDisposable> disposables)
    {
        if (scope is null)
        {
            Detach(disposables);
            return;
        }

        ThrowIfDisposed();
        foreach (IDisposable disposable in disposables)
        {
            if (Contains(disposable))
            {
                scope.TakeOver((IScoped)disposable);
            }
        }
    }

    /// <summary>Gives members to the scope around this one; without one they are detached.</summary>
    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(OuterScope, disposables);

    public void DisposeEverything()
    {
        ThrowIfDisposed();
        List<IScoped> members = _members;
        _members = [];
        foreach (IScoped member in members)
        {
            member.Dispose();
        }
    }

    /// <summary>Disposes what the scope owns apart from some objects, which it keeps.</summary>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        ThrowIfDisposed();
        var keep = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        foreach (IScoped member in _members.ToArray())
        {
            if (!keep.Contains(member))
            {
                member.Dispose();
            }
        }
    }

    /// <summary>Tells the scope that a member was disposed elsewhere.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        ThrowIfDisposed();
        if (Contains(disposable))
        {
            Remove((IScoped)disposable);
        }
    }

    public void Dispose()
    {
        if (_manager is null)
        {
            return;
        }

        DisposeEverything();
        _manager.RemoveDisposeScope(this);
        _manager = null;
    }

    internal void Add(IScoped member)
    {
        member.OwningDisposeScope = this;
        member.ScopeSlot = _members.Count;
        _members.Add(member);
    }

    internal void Remove(IScoped member)
    {
        member.OwningDisposeScope = null;

        // While everything is being disposed the list is already another one.
        int slot = member.ScopeSlot;
        if (slot >= _members.Count || !ReferenceEquals(_members[slot], member))
        {
            return;
        }

        IScoped last = _members[^1];
        _members[slot] = last;
        last.ScopeSlot = slot;
        _members.RemoveAt(_members.Count - 1);
    }

    /// <summary>Puts one object in the place of another: a parameter in that of the tensor it was made of.</summary>
    internal static void Replace(IScoped original, IScoped replacement)
    {
        if (original.OwningDisposeScope is DisposeScope scope)
        {
            scope.Remove(original);
            scope.TakeOver(replacement);
        }
    }

    private static IScoped Member(IDisposable disposable) => disposable as IScoped
        ?? throw new InvalidOperationException("DisposeScope can only manage Tensor or PackedSequence");

    private bool TakeOver(IScoped member)
    {
        if (ReferenceEquals(member.OwningDisposeScope, this))
        {
            return false;
        }

        member.OwningDisposeScope?.Remove(member);
        Add(member);
        return true;
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_manager is null, this);
}
