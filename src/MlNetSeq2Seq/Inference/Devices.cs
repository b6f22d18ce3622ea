using static TorchSharp.torch;

namespace MlNetSeq2Seq.Inference;

/// <summary>Devices by the names that libtorch gives them.</summary>
internal static class Devices
{
    /// <summary>The device of a name.</summary>
    /// <param name="name">cpu, cuda, cuda:1 …</param>
    /// <param name="who">Who asks, for the message.</param>
    /// <exception cref="ArgumentException">There is no such device on this machine.</exception>
    public static Device Find(string name, string who)
    {
        try
        {
            return device(name);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException)
        {
            throw new ArgumentException($"{who} cannot compute on the device '{name}': wanted is cpu, or cuda, cuda:1 and so on where libtorch finds such a device.", e);
        }
    }
}
