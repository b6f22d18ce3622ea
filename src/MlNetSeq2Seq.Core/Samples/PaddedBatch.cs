namespace MlNetSeq2Seq.Samples;

/// <summary>Samples of one step, filled up to one length. All squares are flat, row by row.</summary>
public sealed class PaddedBatch
{
    /// <summary>The document of padding in <see cref="DocumentIds"/>.</summary>
    public const int PaddingDocument = -1;

    private PaddedBatch(IReadOnlyList<TrainingSample> samples, int paddingId, int lengthMultiple, int decoderPaddingId)
    {
        Rows = samples.Count;
        Length = Longest(samples.Select(sample => sample.Ids.Length), lengthMultiple);
        Attention = [.. samples.Select(sample => sample.Attention)];
        SequenceLabels = [.. samples.Select(sample => sample.SequenceLabel)];
        Ids = Fill(samples, sample => sample.Ids, Length, paddingId);
        Segments = Fill(samples, sample => sample.Segments, Length, SegmentIds.Padding);
        PositionIds = samples[0].PositionIds is null ? null : Fill(samples, sample => sample.PositionIds!, Length, 0);
        DocumentIds = samples[0].DocumentIds is null ? null : Fill(samples, sample => sample.DocumentIds!, Length, PaddingDocument);
        int labelLength = Length;
        if (samples[0].DecoderIds is not null)
        {
            DecoderLengths = [.. samples.Select(sample => sample.DecoderIds!.Length)];
            labelLength = DecoderLength = Longest(DecoderLengths, lengthMultiple);
            DecoderIds = Fill(samples, sample => sample.DecoderIds!, DecoderLength, decoderPaddingId);
        }

        Labels = Fill(samples, sample => sample.Labels, labelLength, Samples.Labels.Ignore);
        (LabelPositions, LabelWeights) = FindLabels(samples, labelLength);
        LabelIds = [.. LabelPositions.Select(position => Labels[position])];
    }

    /// <summary>Number of samples.</summary>
    public int Rows { get; }

    /// <summary>Tokens of a row, padding included.</summary>
    public int Length { get; }

    /// <summary>Token ids, shape [rows, length].</summary>
    public int[] Ids { get; }

    /// <summary>Segment of each token, <see cref="SegmentIds.Padding"/> on padding; shape [rows, length].</summary>
    public int[] Segments { get; }

    /// <summary>Position of each token, 0 on padding, shape [rows, length]; null for 0, 1, 2, … in each row.</summary>
    public int[]? PositionIds { get; }

    /// <summary>
    /// Document of each token, <see cref="PaddingDocument"/> on padding, shape [rows, length]; nobody looks beyond its document. null where
    /// a row is one document.
    /// </summary>
    public int[]? DocumentIds { get; }

    /// <summary>Who may look at whom in each row; shape [rows].</summary>
    public AttentionShape[] Attention { get; }

    /// <summary>What the decoder reads, shape [rows, decoder length]; null for models without a decoder of their own.</summary>
    public int[]? DecoderIds { get; }

    /// <summary>Tokens of a row of <see cref="DecoderIds"/>, padding included; 0 where there are none.</summary>
    public int DecoderLength { get; }

    /// <summary>Tokens of each row of <see cref="DecoderIds"/> without padding, shape [rows]; empty where there are none.</summary>
    public int[] DecoderLengths { get; } = [];

    /// <summary>
    /// Label of each token, <see cref="Labels.Ignore"/> where nothing is asked and on padding; shape [rows, length], or [rows, decoder length]
    /// where there are <see cref="DecoderIds"/>.
    /// </summary>
    public int[] Labels { get; }

    /// <summary>
    /// Where something is asked, rising: places in <see cref="Labels"/>; shape [labels]. Logits are needed there and nowhere else.
    /// </summary>
    public int[] LabelPositions { get; }

    /// <summary>What is asked at <see cref="LabelPositions"/>, shape [labels].</summary>
    public int[] LabelIds { get; }

    /// <summary>How much the loss at <see cref="LabelPositions"/> counts, shape [labels].</summary>
    public float[] LabelWeights { get; }

    /// <summary>The class of each row, <see cref="Labels.Ignore"/> where it has none; shape [rows].</summary>
    public int[] SequenceLabels { get; }

    /// <summary>Tokens without padding, those of the decoder included.</summary>
    public int TokenCount => Attention.Sum(shape => shape.Length) + DecoderLengths.Sum();

    /// <summary>Fills samples up to the length of the longest.</summary>
    /// <param name="samples">The samples, all of one kind.</param>
    /// <param name="paddingId">The id of padding.</param>
    /// <param name="lengthMultiple">The length is rounded up to a multiple of this.</param>
    /// <param name="decoderPaddingId">The id of padding of the decoder, where it has another vocabulary; null for the same.</param>
    /// <exception cref="ArgumentException">
    /// There is no sample, the arrays of a sample differ in length, or only some samples have positions, documents or a decoder.
    /// </exception>
    public static PaddedBatch Of(IReadOnlyList<TrainingSample> samples, int paddingId, int lengthMultiple = 1, int? decoderPaddingId = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lengthMultiple);
        if (samples.Count == 0)
        {
            throw new ArgumentException("PaddedBatch needs at least one sample.", nameof(samples));
        }

        for (int row = 0; row < samples.Count; row++)
        {
            CheckLengths(samples[row], row);
            CheckKind(samples[0], samples[row], row);
        }

        return new PaddedBatch(samples, paddingId, lengthMultiple, decoderPaddingId ?? paddingId);
    }

    /// <summary>The attention masks, true where attention is allowed; shape [rows, length, length], query by key.</summary>
    public bool[] AttentionMatrix()
    {
        int square = Length * Length;
        bool[] matrix = new bool[Rows * square];
        for (int row = 0; row < Rows; row++)
        {
            Attention[row].WriteTo(matrix.AsSpan(row * square, square), Length);
        }

        if (DocumentIds is { } documents)
        {
            for (int i = 0; i < matrix.Length; i++)
            {
                int start = i / square * Length;
                matrix[i] &= documents[start + (i % square / Length)] == documents[start + (i % Length)];
            }
        }

        return matrix;
    }

    private static int Longest(IEnumerable<int> lengths, int multiple) => LengthBuckets.RoundUp(lengths.Max(), multiple);

    private static int[] Fill(IReadOnlyList<TrainingSample> samples, Func<TrainingSample, int[]> values, int length, int padding)
    {
        int[] square = new int[samples.Count * length];
        Array.Fill(square, padding);
        for (int row = 0; row < samples.Count; row++)
        {
            values(samples[row]).CopyTo(square, row * length);
        }

        return square;
    }

    private static (int[] Positions, float[] Weights) FindLabels(IReadOnlyList<TrainingSample> samples, int length)
    {
        List<int> positions = [];
        List<float> weights = [];
        for (int row = 0; row < samples.Count; row++)
        {
            int[] labels = samples[row].Labels;
            for (int i = 0; i < labels.Length; i++)
            {
                if (labels[i] != Samples.Labels.Ignore)
                {
                    positions.Add((row * length) + i);
                    weights.Add(samples[row].LabelWeights?[i] ?? 1);
                }
            }
        }

        return ([.. positions], [.. weights]);
    }

    private static void CheckLengths(TrainingSample sample, int row)
    {
        int length = sample.Ids.Length;
        int labels = sample.DecoderIds?.Length ?? length;
        Require(sample.Segments.Length, length, "segments");
        Require(sample.Attention.Length, length, "tokens in its attention");
        Require(sample.PositionIds?.Length ?? length, length, "positions");
        Require(sample.DocumentIds?.Length ?? length, length, "document ids");
        Require(sample.Labels.Length, labels, "labels");
        Require(sample.LabelWeights?.Length ?? labels, labels, "label weights");

        void Require(int found, int wanted, string what)
        {
            if (found != wanted)
            {
                throw new ArgumentException($"Sample {row} has {length} ids, but {found} {what}; {wanted} are wanted.", nameof(sample));
            }
        }
    }

    private static void CheckKind(TrainingSample first, TrainingSample sample, int row)
    {
        if (first.DecoderIds is null != sample.DecoderIds is null
            || first.PositionIds is null != sample.PositionIds is null
            || first.DocumentIds is null != sample.DocumentIds is null)
        {
            throw new ArgumentException(
                $"Samples 0 and {row} are of different kinds: either all samples of a batch have decoder ids, positions and documents, or none.", nameof(sample));
        }
    }
}
