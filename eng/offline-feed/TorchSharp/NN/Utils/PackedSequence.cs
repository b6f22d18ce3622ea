#nullable enable
using System;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            public static partial class rnn
            {
                /// <summary>Sequences of different lengths, longest first, with all first elements before all second ones, and so on.</summary>
                public sealed class PackedSequence : IScoped
                {
                    private static readonly Op Select = new("index_select");

                    /// <summary>The elements of all sequences, step by step.</summary>
                    public readonly Tensor data;

                    /// <summary>How many sequences have each step.</summary>
                    public readonly Tensor batch_sizes;

                    /// <summary>Where each sequence was before it was packed; invalid if none has moved.</summary>
                    public readonly Tensor sorted_indices;

                    /// <summary>Where each sequence is now; invalid if none has moved.</summary>
                    public readonly Tensor unsorted_indices;

                    private DisposeScope? _owner;
                    private int _scopeSlot;
                    private bool _isDisposed;

                    internal PackedSequence(Tensor data, Tensor batch_sizes, Tensor? sorted_indices, Tensor? unsorted_indices)
                    {
                        // The sequence is what a scope owns; its parts go with it.
                        this.data = data.DetachFromDisposeScope();
                        this.batch_sizes = batch_sizes.DetachFromDisposeScope();
                        this.sorted_indices = sorted_indices?.DetachFromDisposeScope() ?? Undefined();
                        this.unsorted_indices = unsorted_indices?.DetachFromDisposeScope() ?? Undefined();
                        DisposeScopeManager.ThreadSingleton.Register(this);
                    }

                    DisposeScope? IScoped.OwningDisposeScope
                    {
                        get => _owner;
                        set => _owner = value;
                    }

                    int IScoped.ScopeSlot
                    {
                        get => _scopeSlot;
                        set => _scopeSlot = value;
                    }

                    /// <summary>How many sequences there are: all have a first step.</summary>
                    internal long LargestBatch
                    {
                        get
                        {
                            using Tensor first = batch_sizes.select(0, 0);
                            return first.item<long>();
                        }
                    }

                    private bool HasOrder => !sorted_indices.IsInvalid;

                    public void Dispose()
                    {
                        if (_isDisposed)
                        {
                            return;
                        }

                        _isDisposed = true;
                        data.Dispose();
                        batch_sizes.Dispose();
                        sorted_indices.Dispose();
                        unsorted_indices.Dispose();
                        DisposeScopeManager.ThreadSingleton.Unregister(this);
                    }

                    public PackedSequence MoveToOuterDisposeScope()
                    {
                        _owner?.MoveToOuter(this);
                        return this;
                    }

                    public PackedSequence DetachFromDisposeScope()
                    {
                        _owner?.Detach(this);
                        return this;
                    }

                    public PackedSequence MoveToOtherDisposeScope(PackedSequence other) => MoveToOtherDisposeScope(other._owner);

                    public PackedSequence MoveToOtherDisposeScope(DisposeScope? other)
                    {
                        if (_owner is null)
                        {
                            other?.Attach(this);
                        }
                        else
                        {
                            _owner.MoveToOther(other, this);
                        }

                        return this;
                    }

                    LifetimeStatistics IScoped.StatisticsIn(ThreadDisposeScopeStatistics statistics) => statistics.PackedSequenceStatistics;

                    /// <summary>Other elements of the same lengths and order.</summary>
                    internal PackedSequence With(Tensor elements) => new(
                        elements, batch_sizes.alias(), HasOrder ? sorted_indices.alias() : null, HasOrder ? unsorted_indices.alias() : null);

                    /// <summary>States [layers, batch, size] in the order of the packed sequences.</summary>
                    internal Tensor Sorted(Tensor state) => HasOrder ? Select.Call([state, 1L, sorted_indices]) : state;

                    /// <summary>States [layers, batch, size] in the order before packing. The argument is used up.</summary>
                    internal Tensor Unsorted(Tensor state)
                    {
                        if (!HasOrder)
                        {
                            return state;
                        }

                        using (state)
                        {
                            return Select.Call([state, 1L, unsorted_indices]);
                        }
                    }

                    /// <summary>A padded batch with its lengths, in the order before packing. The arguments are used up.</summary>
                    internal (Tensor, Tensor) Unsorted(Tensor padded, Tensor lengths, bool batchFirst)
                    {
                        if (!HasOrder)
                        {
                            return (padded, lengths);
                        }

                        using (padded)
                        using (lengths)
                        {
                            return (Select.Call([padded, batchFirst ? 0L : 1L, unsorted_indices]), Select.Call([lengths, 0L, unsorted_indices]));
                        }
                    }

                    private static Tensor Undefined()
                    {
                        Tensor tensor = empty([0]).DetachFromDisposeScope();
                        tensor.Dispose();
                        return tensor;
                    }
                }
            }
        }
    }
}
