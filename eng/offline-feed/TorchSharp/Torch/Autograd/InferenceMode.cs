using System;
using TorchSharp.Native;

namespace TorchSharp;

/// <summary>Sets whether this thread makes tensors that backward will never see, until it is disposed.</summary>
internal sealed class InferenceMode : IDisposable
{
    private nint _guard;

    internal InferenceMode(bool mode) => _guard = NativeMethods.ts_enter_inference_mode(mode ? 1 : 0);

    internal static bool IsEnabled => NativeMethods.ts_inference_mode() != 0;

    // No finalizer: the guard restores what it found on the thread that disposes it.
    public void Dispose()
    {
        NativeMethods.ts_leave_inference_mode(_guard);
        _guard = 0;
    }
}
