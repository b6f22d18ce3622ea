using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Training;

/// <summary>A hash of rows with all that a model learns from them: another token, label, weight, order or number of rows gives another.</summary>
internal sealed class RowHash : IDisposable
{
    private const int Length = 16;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Takes in the next row.</summary>
    public void Add(TrainingSample sample)
    {
        AttentionShape attention = sample.Attention;
        Add<int>([(int)attention.Kind, attention.Length, attention.SourceLength, sample.SequenceLabel]);
        Add<int>(sample.Ids);
        Add<int>(sample.Segments);
        Add<int>(sample.Labels);
        Add<float>(sample.LabelWeights);
        Add<int>(sample.PositionIds);
        Add<int>(sample.DocumentIds);
        Add<int>(sample.DecoderIds);
    }

    /// <summary>The hash of the rows so far.</summary>
    public override string ToString() => Convert.ToHexStringLower(_hash.GetCurrentHash())[..Length];

    public void Dispose() => _hash.Dispose();

    // With its length, so that what ends one list is not taken for the beginning of the next.
    private void Add<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        _hash.AppendData(BitConverter.GetBytes(values.Length));
        _hash.AppendData(MemoryMarshal.AsBytes(values));
    }
}
