using System;
using System.Runtime.CompilerServices;
using System.Threading;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A reference to a tensor of libtorch. Several may share one tensor; each is disposed for itself.</summary>
    public partial class Tensor : IDisposable, IScoped
    {
        // Smaller ones are not worth counting.
        private const int SmallestPressure = 4;

        private static long _totalCount;
        private static long _peakCount;

        internal IntPtr handle;
        private DisposeScope _owner;
        private int _scopeSlot;
        private int _pressureKib;

        /// <summary>Takes over one reference to a native tensor.</summary>
        /// <param name="handle">The reference.</param>
        /// <param name="register">Whether the innermost dispose scope is to own the new object.</param>
        internal Tensor(IntPtr handle, bool register = true)
            : this(handle, NativeMethods.ts_owned_kib(handle), register)
        {
        }

        internal unsafe Tensor(in Value result)
            : this((IntPtr)result.Pointer, result.Count, register: true)
        {
        }

        private Tensor(IntPtr handle, int ownedKib, bool register)
        {
            this.handle = handle;
            long total = Interlocked.Increment(ref _totalCount);
            if (total > _peakCount)
            {
                _peakCount = total;
            }

            AddPressure(ownedKib);
            if (register)
            {
                DisposeScopeManager.ThreadSingleton.Register(this);
            }
        }

        // An object without a native tensor: nothing to count, nothing to release.
        private Tensor() => GC.SuppressFinalize(this);

        ~Tensor() => Dispose(false);

        /// <summary>Tensors that exist as managed objects, on all threads.</summary>
        public static long TotalCount => Interlocked.Read(ref _totalCount);

        /// <summary>The highest value that <see cref="TotalCount"/> has had.</summary>
        public static long PeakCount => Interlocked.Read(ref _peakCount);

        /// <summary>The native tensor.</summary>
        /// <exception cref="InvalidOperationException">The tensor was disposed.</exception>
        public IntPtr Handle
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => handle != IntPtr.Zero ? handle : throw Disposed();
        }

        /// <summary>Whether the tensor was disposed.</summary>
        public bool IsInvalid => handle == IntPtr.Zero;

        /// <summary>A name for debugging.</summary>
        public string name { get; set; }

        DisposeScope IScoped.OwningDisposeScope
        {
            get => _owner;
            set => _owner = value;
        }

        int IScoped.ScopeSlot
        {
            get => _scopeSlot;
            set => _scopeSlot = value;
        }

        internal DisposeScope OwningDisposeScope => _owner;

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Another reference to the same native tensor.</summary>
        public Tensor alias() => new(NativeMethods.ts_alias(Handle));

        public Tensor MoveToOuterDisposeScope()
        {
            _owner?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other._owner);

        public Tensor MoveToOtherDisposeScope(DisposeScope other)
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

        public Tensor DetachFromDisposeScope()
        {
            _owner?.Detach(this);
            return this;
        }

        [Obsolete("The method name misspells 'Detach.' Use 'DetachFromDisposeScope' instead.", false)]
        public Tensor DetatchFromDisposeScope() => DetachFromDisposeScope();

        /// <summary>Gives the native tensor to the caller and leaves this object empty.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            GC.SuppressFinalize(this);
            IntPtr released = Handle;
            Interlocked.Decrement(ref _totalCount);
            RemovePressure();
            handle = IntPtr.Zero;
            return released;
        }

        LifetimeStatistics IScoped.StatisticsIn(ThreadDisposeScopeStatistics statistics) => statistics.TensorStatistics;

        /// <summary>As <see cref="DecoupleFromNativeHandle"/>, for an object that takes this one's place.</summary>
        internal IntPtr MoveHandle()
        {
            IntPtr released = Handle;
            RemovePressure();
            handle = IntPtr.Zero;
            return released;
        }

        protected virtual void Dispose(bool disposing)
        {
            if (handle == IntPtr.Zero)
            {
                return;
            }

            // A finalizer runs only if no living scope owns the tensor, and on a thread that did not make it.
            if (disposing)
            {
                DisposeScopeManager.ThreadSingleton.Unregister(this);
            }

            Interlocked.Decrement(ref _totalCount);
            RemovePressure();
            NativeMethods.ts_release(handle);
            handle = IntPtr.Zero;
        }

        internal static Tensor Undefined() => new();

        private static InvalidOperationException Disposed() => new("Tensor invalid -- empty handle.");

        private void AddPressure(int ownedKib)
        {
            if (ownedKib >= SmallestPressure)
            {
                _pressureKib = ownedKib;
                MemoryPressure.Add((long)ownedKib << 10);
            }
        }

        private void RemovePressure()
        {
            if (_pressureKib > 0)
            {
                MemoryPressure.Remove((long)_pressureKib << 10);
                _pressureKib = 0;
            }
        }
    }
}
