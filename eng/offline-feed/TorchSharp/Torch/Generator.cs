using System;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers with a state of its own.</summary>
    public class Generator : IDisposable
    {
        public Generator(ulong seed = 0, Device device = null)
            : this(NativeMethods.ts_generator(seed, (device ?? CPU).Packed)) => this.device = device ?? CPU;

        internal Generator(IntPtr handle)
        {
            if (handle == IntPtr.Zero)
            {
                NativeError.Throw();
            }

            Handle = handle;
            device = CPU;
        }

        ~Generator() => Dispose(false);

        /// <summary>The generator that is used where none is named.</summary>
        public static Generator Default => new(NativeMethods.ts_default_generator());

        public Device device { get; }

        public IntPtr Handle { get; private set; }

        internal IntPtr ValidHandle
        {
            get
            {
                ObjectDisposedException.ThrowIf(Handle == IntPtr.Zero, this);
                return Handle;
            }
        }

        public Tensor get_state() => NativeError.Tensor(NativeMethods.ts_generator_state(ValidHandle));

        public void set_state(Tensor value)
        {
            NativeError.Check(NativeMethods.ts_set_generator_state(ValidHandle, value.Handle));
            GC.KeepAlive(value);
        }

        public long initial_seed() => (long)NativeMethods.ts_generator_initial_seed(ValidHandle);

        public Generator manual_seed(long seed)
        {
            NativeError.Check(NativeMethods.ts_generator_seed(ValidHandle, (ulong)seed));
            return this;
        }

        /// <summary>Seeds with something that differs from call to call, and returns it.</summary>
        public long seed()
        {
            long seed = DateTime.UtcNow.Ticks;
            manual_seed(seed);
            return seed;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (Handle != IntPtr.Zero)
            {
                NativeMethods.ts_free_generator(Handle);
                Handle = IntPtr.Zero;
            }
        }
    }
}
