using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Modules;

/// <summary>Makes of attention shapes what is added to attention scores.</summary>
internal static class AttentionMasks
{
    /// <summary>0 where attention is allowed, a large negative number elsewhere.</summary>
    /// <param name="shapes">One for each row.</param>
    /// <param name="size">Tokens with padding.</param>
    /// <param name="constant">The large negative number.</param>
    /// <param name="device">Where the mask is wanted.</param>
    /// <returns>Shape [batch, 1, size, size], float32.</returns>
    public static Tensor Additive(IReadOnlyList<AttentionShape> shapes, int size, double constant, Device device)
    {
        int square = size * size;
        bool[] allowed = new bool[shapes.Count * square];
        for (int row = 0; row < shapes.Count; row++)
        {
            shapes[row].WriteTo(allowed.AsSpan(row * square, square), size);
        }

        float[] mask = new float[allowed.Length];
        float hidden = (float)constant;
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = allowed[i] ? 0 : hidden;
        }

        return tensor(mask, [shapes.Count, 1, size, size]).to(device);
    }
}
