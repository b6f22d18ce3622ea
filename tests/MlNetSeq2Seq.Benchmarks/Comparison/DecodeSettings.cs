namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>What is measured of writing.</summary>
internal sealed record DecodeSettings
{
    public required string Folder { get; init; }

    public required string Shape { get; init; }

    /// <summary>Places of the beam; 1 for greedy search on one source at a time.</summary>
    public required int Beams { get; init; }

    /// <summary>Sources of a batch of beam search.</summary>
    public required int Rows { get; init; }

    /// <summary>Most tokens of a text, the end token included.</summary>
    public required int MaximumLength { get; init; }

    /// <summary>How many queries are answered; null for all.</summary>
    public int? Queries { get; init; }

    public required int Threads { get; init; }

    public required bool KeepFreed { get; init; }

    public bool IsBeam => Beams > 1;
}
