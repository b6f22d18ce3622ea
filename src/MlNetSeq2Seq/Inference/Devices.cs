using System.Globalization;
using System.Text.RegularExpressions;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Inference;

/// <summary>Devices by the names that libtorch gives them.</summary>
internal static partial class Devices
{
    /// <summary>The device of a name.</summary>
    /// <param name="name">cpu, cuda, cuda:1, mps.</param>
    /// <param name="who">Who asks, for the message.</param>
    /// <exception cref="ArgumentException">There is no such device on this machine.</exception>
    public static Device Find(string name, string who) =>
        Problem(name, cuda.device_count(), () => TryInitializeDeviceType(DeviceType.MPS)) is { } problem
            ? throw new ArgumentException($"{who} cannot compute on the device '{name}': {problem}.")
            : device(name);

    /// <summary>What is wrong with a name, as the end of a sentence; null where nothing is.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cards">How many graphics cards for CUDA there are.</param>
    /// <param name="hasMps">Whether there is a graphics card of Apple's; asked only where it is wanted.</param>
    public static string? Problem(string? name, int cards, Func<bool> hasMps)
    {
        Match match = Names().Match(name ?? "");
        if (!match.Success)
        {
            return "wanted is cpu, mps, cuda, or cuda: and the number of a graphics card, such as cuda:1";
        }

        if (match.Groups["mps"].Success)
        {
            return hasMps() ? null : "it is for Apple's graphics cards, and libtorch finds none here";
        }

        if (!match.Groups["cuda"].Success)
        {
            return null;
        }

        if (cards == 0)
        {
            return "libtorch finds no graphics card for CUDA here; a card, its driver, or the package TorchSharp-cuda-linux or TorchSharp-cuda-windows is missing";
        }

        Group number = match.Groups["number"];
        return number.Success && (!int.TryParse(number.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index >= cards)
            ? $"this machine's graphics cards are {string.Join(", ", Enumerable.Range(0, cards).Select(card => $"cuda:{card}"))}"
            : null;
    }

    [GeneratedRegex(@"\A(cpu|(?<mps>mps)|(?<cuda>cuda)(:(?<number>[0-9]+))?)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
