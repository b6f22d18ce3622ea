using System;
using TorchSharp.Native;

namespace TorchSharp;

/// <summary>Sets whether this thread records operators for backward, until it is disposed.</summary>
internal sealed class AutoGradMode : IDisposable
{
    private readonly int _previous = NativeMethods.ts_grad_mode();

    internal AutoGradMode(bool enabled) => NativeMethods.ts_set_grad_mode(enabled ? 1 : 0);

    internal static bool IsEnabled => NativeMethods.ts_grad_mode() != 0;

    public void Dispose() => NativeMethods.ts_set_grad_mode(_previous);
}
