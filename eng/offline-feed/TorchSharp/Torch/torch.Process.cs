using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The version of libtorch.</summary>
    public static unsafe string __version__ => Marshal.PtrToStringUTF8((nint)NativeMethods.ts_version());

    /// <summary>Threads that work on one operator.</summary>
    public static int get_num_threads() => NativeMethods.ts_num_threads();

    public static void set_num_threads(int num) => NativeError.Check(NativeMethods.ts_set_num_threads(num));

    /// <summary>Threads that work on different operators at once.</summary>
    public static int get_num_interop_threads() => NativeMethods.ts_num_interop_threads();

    public static void set_num_interop_threads(int num) => NativeError.Check(NativeMethods.ts_set_num_interop_threads(num));
}
