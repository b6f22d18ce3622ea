using System.Globalization;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Training.Watching;

/// <summary>What a training ran on.</summary>
public static class RunEnvironment
{
    /// <summary>Machine, processors, memory, runtime, libtorch and device, by name.</summary>
    /// <param name="device">Where the model is trained.</param>
    public static IReadOnlyList<(string Name, string Value)> Describe(string device)
    {
        const double gigabyte = 1 << 30;
        return
        [
            ("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}"),
            ("processors", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
            ("memory", $"{(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / gigabyte).ToString("f1", CultureInfo.InvariantCulture)} GB"),
            (".NET", Environment.Version.ToString()),
            ("libtorch", __version__),
            ("libtorch threads", get_num_threads().ToString(CultureInfo.InvariantCulture)),
            ("device", device),
        ];
    }
}
