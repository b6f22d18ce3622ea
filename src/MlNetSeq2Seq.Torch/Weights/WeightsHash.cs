using System.Security.Cryptography;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetSeq2Seq.Weights;

/// <summary>A short name for the values of weights: others have another.</summary>
internal static class WeightsHash
{
    private const int Length = 16;

    /// <summary>The hash of a model's parameters.</summary>
    /// <param name="model">The model.</param>
    /// <param name="except">The names of those that are left out.</param>
    public static string Of(Module model, IReadOnlyCollection<string> except)
    {
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
        {
            SafetensorsWriter.Write(stream, StateDict.Parameters(model).Where(p => !except.Contains(p.Key)).ToDictionary(p => p.Key, p => (Tensor)p.Value));
        }

        return Convert.ToHexStringLower(hash.Hash!)[..Length];
    }
}
