using System;
using System.Text;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Writes one tensor in libtorch's own format.</summary>
    public static void save(Tensor t, string location) => t.save(location);

    public static Tensor load(string location) => Tensor.load(location);

    public partial class Tensor
    {
        public unsafe void save(string location)
        {
            fixed (byte* path = Encoding.UTF8.GetBytes(location + '\0'))
            {
                NativeError.Check(NativeMethods.ts_save(Handle, path));
                GC.KeepAlive(this);
            }
        }

        public static unsafe Tensor load(string location)
        {
            fixed (byte* path = Encoding.UTF8.GetBytes(location + '\0'))
            {
                return NativeError.Tensor(NativeMethods.ts_load(path));
            }
        }
    }
}
