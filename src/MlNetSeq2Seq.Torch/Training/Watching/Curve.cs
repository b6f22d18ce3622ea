namespace MlNetSeq2Seq.Training.Watching;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">The points, by rising X.</param>
public sealed record Curve(string Name, IReadOnlyList<CurvePoint> Points)
{
    /// <summary>The X of a point that stands out, such as the best; null for none.</summary>
    public double? Marked { get; init; }

    /// <summary>Whether values jump from point to point, as the loss of steps does: of many points the running mean is drawn too.</summary>
    public bool IsNoisy { get; init; }
}
