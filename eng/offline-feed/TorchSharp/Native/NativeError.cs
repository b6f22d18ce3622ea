using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>Turns a failure in libtorch into the exception that TorchSharp throws.</summary>
internal static unsafe class NativeError
{
    [DoesNotReturn]
    [StackTraceHidden]
    internal static void Throw() => throw new ExternalException(Marshal.PtrToStringUTF8((nint)NativeMethods.ts_last_error()));

    internal static void Check(int status)
    {
        if (status < 0)
        {
            Throw();
        }
    }

    /// <summary>The tensor of a handle that libtorch returned; null tells of a failure.</summary>
    internal static torch.Tensor Tensor(nint handle)
    {
        if (handle == 0)
        {
            Throw();
        }

        return new torch.Tensor(handle);
    }
}
