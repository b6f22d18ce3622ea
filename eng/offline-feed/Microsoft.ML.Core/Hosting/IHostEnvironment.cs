using System;
using Microsoft.ML.Data;

namespace Microsoft.ML.Runtime
{
    /// <summary>What a component is run in: its channels, its catalog of components, and hosts for its parts.</summary>
    public interface IHostEnvironment : IChannelProvider, IProgressChannelProvider
    {
        ComponentCatalog ComponentCatalog { get; }

        IHost Register(string name, int? seed = null, bool? verbose = null);
    }

    /// <summary>The environment of one component, with its own generator.</summary>
    public interface IHost : IHostEnvironment
    {
        Random Rand { get; }
    }

    /// <summary>What an environment offers beyond its public face.</summary>
    internal interface IHostEnvironmentInternal : IHostEnvironment
    {
        int? Seed { get; }

        string TempFilePath { get; set; }

        bool FallbackToCpu { get; set; }

        int? GpuDeviceId { get; set; }

        bool TryAddOption<T>(string name, T value);

        void SetOption<T>(string name, T value);

        bool TryGetOption<T>(string name, out T value);

        T GetOptionOrDefault<T>(string name);

        bool RemoveOption(string name);
    }

    /// <summary>Something that can be told to stop; it looks at <see cref="IsCanceled"/> when it suits it.</summary>
    internal interface ICancelable
    {
        bool IsCanceled { get; }

        void CancelExecution();
    }

    internal static class HostEnvironmentExtensions
    {
        public static IFileHandle OpenInputFile(this IHostEnvironment env, string path)
        {
            Contracts.CheckNonWhiteSpace(path, nameof(path));
            return new SimpleFileHandle(env, path, needsWrite: false, autoDelete: false);
        }

        public static IFileHandle CreateOutputFile(this IHostEnvironment env, string path)
        {
            Contracts.CheckNonWhiteSpace(path, nameof(path));
            return new SimpleFileHandle(env, path, needsWrite: true, autoDelete: false);
        }
    }
}
