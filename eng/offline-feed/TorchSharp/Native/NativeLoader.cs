using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>Finds the native library, and says what to install where it or libtorch is missing.</summary>
internal static class NativeLoader
{
#pragma warning disable CA2255 // The resolver must be in place before the first native call, wherever that comes from.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Initialize() => NativeLibrary.SetDllImportResolver(typeof(NativeLoader).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != NativeMethods.Library)
        {
            return 0;
        }

        try
        {
            return NativeLibrary.Load(name, assembly, searchPath);
        }
        catch (DllNotFoundException error)
        {
            throw new NotSupportedException(Explain(error.Message), error);
        }
    }

    // The loader lists every place it tried; what is missing is the file itself or something that the file needs.
    private static string Explain(string trace)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "TorchSharp found no native library for this system: use a feed that holds TorchSharp-cpu or TorchSharp-cuda-windows.";
        }

        return trace.Contains("libtorch_cpu", StringComparison.Ordinal) || trace.Contains("libc10", StringComparison.Ordinal)
            ? "TorchSharp needs libtorch, which is not installed: apt-get install libtorch1.13 libopenblas0-openmp."
            : "TorchSharp found no libLibTorchSharp.so beside the application: reference the package TorchSharp-cpu.";
    }
}
