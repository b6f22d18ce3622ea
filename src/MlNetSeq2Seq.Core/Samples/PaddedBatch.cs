namespace MlNetSeq2Seq.Samples;

/// <summary>Samples of one step, filled up to one length. All squares are flat, row by row.</summary>
public sealed class PaddedBatch
{
    private PaddedBatch(IReadOnlyList<PrefixSample> samples, int paddingId, int length)
    {
        Rows = samples.Count;
        Length = length;
        Ids = new int[Rows * length];
        Segments = new int[Rows * length];
        Labels = new int[Rows * length];
        Attention = [.. samples.Select(sample => sample.Attention)];
        Array.Fill(Ids, paddingId);
        Array.Fill(Segments, SegmentIds.Padding);
        Array.Fill(Labels, Samples.Labels.Ignore);

        List<int> positions = [];
        List<float> weights = [];
        for (int row = 0; row < Rows; row++)
        {
            PrefixSample sample = samples[row];
            int start = row * length;
            sample.Ids.CopyTo(Ids, start);
            sample.Segments.CopyTo(Segments, start);
            sample.Labels.CopyTo(Labels, start);
            for (int i = 0; i < sample.Labels.Length; i++)
            {
                if (sample.Labels[i] != Samples.Labels.Ignore)
                {
                    positions.Add(start + i);
                    weights.Add(sample.LabelWeights?[i] ?? 1);
                }
            }
        }

        LabelPositions = [.. positions];
        LabelIds = [.. positions.Select(position => Labels[position])];
        LabelWeights = [.. weights];
    }

    /// <summary>Number of samples.</summary>
    public int Rows { get; }

    /// <summary>Tokens of a row, padding included.</summary>
    public int Length { get; }

    /// <summary>Token ids, shape [rows, length].</summary>
    public int[] Ids { get; }

    /// <summary>Segment of each token, <see cref="SegmentIds.Padding"/> on padding; shape [rows, length].</summary>
    public int[] Segments { get; }

    /// <summary>Label of each token, <see cref="Labels.Ignore"/> where nothing is asked and on padding; shape [rows, length].</summary>
    public int[] Labels { get; }

    /// <summary>Who may look at whom in each row; shape [rows].</summary>
    public AttentionShape[] Attention { get; }

    /// <summary>
    /// Where something is asked, rising: places in <see cref="Ids"/>; shape [labels]. Logits are needed there and nowhere else.
    /// </summary>
    public int[] LabelPositions { get; }

    /// <summary>What is asked at <see cref="LabelPositions"/>, shape [labels].</summary>
    public int[] LabelIds { get; }

    /// <summary>How much the loss at <see cref="LabelPositions"/> counts, shape [labels].</summary>
    public float[] LabelWeights { get; }

    /// <summary>Tokens without padding.</summary>
    public int TokenCount => Attention.Sum(shape => shape.Length);

    /// <summary>Fills samples up to the length of the longest.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="paddingId">The id of padding.</param>
    /// <param name="lengthMultiple">The length is rounded up to a multiple of this.</param>
    /// <exception cref="ArgumentException">There is no sample, or the arrays of a sample differ in length.</exception>
    public static PaddedBatch Of(IReadOnlyList<PrefixSample> samples, int paddingId, int lengthMultiple = 1)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lengthMultiple);
        if (samples.Count == 0)
        {
            throw new ArgumentException("PaddedBatch needs at least one sample.", nameof(samples));
        }

        for (int row = 0; row < samples.Count; row++)
        {
            Check(samples[row], row);
        }

        return new PaddedBatch(samples, paddingId, LengthBuckets.RoundUp(samples.Max(sample => sample.Ids.Length), lengthMultiple));
    }

    /// <summary>The attention masks, true where attention is allowed; shape [rows, length, length], query by key.</summary>
    public bool[] AttentionMatrix()
    {
        bool[] matrix = new bool[Rows * Length * Length];
        for (int row = 0; row < Rows; row++)
        {
            Attention[row].WriteTo(matrix.AsSpan(row * Length * Length, Length * Length), Length);
        }

        return matrix;
    }

    private static void Check(PrefixSample sample, int row)
    {
        int length = sample.Ids.Length;
        if (sample.Segments.Length != length || sample.Labels.Length != length || sample.Attention.Length != length
            || (sample.LabelWeights is { } weights && weights.Length != length))
        {
            throw new ArgumentException(
                $"Sample {row} has {length} ids, but {sample.Segments.Length} segments, {sample.Labels.Length} labels, "
                + $"{sample.LabelWeights?.Length ?? length} weights and attention over {sample.Attention.Length}.");
        }
    }
}
