using System.Reflection;
using System.Runtime.CompilerServices;

namespace MlNetSeq2Seq.Tests.Shared;

/// <summary>Says at once, and in one sentence, that libtorch multiplies matrices with the slow reference BLAS.</summary>
/// <remarks>Debian's libtorch takes whatever libblas.so.3 stands for; without OpenBLAS that is some fifty times slower.</remarks>
internal static class BlasCheck
{
    private static readonly string[] _optimised = ["openblas", "mkl", "blis", "atlas"];

    /// <summary>What is wrong with the BLAS of this process; null if nothing is, or if it cannot be told.</summary>
    public static string? Problem() => !OperatingSystem.IsLinux() ? null : Problem(File.ReadLines("/proc/self/maps"));

    /// <summary>What is wrong with the BLAS among mapped files.</summary>
    /// <param name="maps">The lines of a process's memory map; a path is the last column.</param>
    internal static string? Problem(IEnumerable<string> maps)
    {
        // A libtorch that carries its BLAS within itself maps none; OpenBLAS and others have folders of their own for this name.
        string? reference = maps
            .Select(line => line.IndexOf('/', StringComparison.Ordinal) is int start and >= 0 ? line[start..] : "")
            .FirstOrDefault(path => Path.GetFileName(path).StartsWith("libblas.so", StringComparison.Ordinal)
                && !_optimised.Any(name => path.Contains(name, StringComparison.OrdinalIgnoreCase)));
        return reference is null
            ? null
            : $"libtorch multiplies matrices with the reference BLAS {reference}, which is far too slow: apt-get install libopenblas0-openmp.";
    }

    /// <summary>Stops an assembly that uses TorchSharp before its first test if its BLAS would let the tests crawl.</summary>
#pragma warning disable CA2255 // A test assembly has no Main in which to look.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void FailFast()
    {
        if (UsesTorch() && Problem() is string problem)
        {
            throw new InvalidOperationException(problem);
        }
    }

    // By name: this file is part of test assemblies without TorchSharp, too. What is wrong with TorchSharp itself its own tests tell.
    private static bool UsesTorch()
    {
        try
        {
            return Type.GetType("TorchSharp.torch, TorchSharp")?.GetMethod("get_num_threads")?.Invoke(null, null) is int;
        }
        catch (TargetInvocationException)
        {
            return false;
        }
    }
}
