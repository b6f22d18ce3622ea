namespace MlNetSeq2Seq.Training.Watching;

/// <summary>A point of a curve.</summary>
/// <param name="X">Where it stands, such as the step.</param>
/// <param name="Y">How high it stands; points that are not finite are left out.</param>
public readonly record struct CurvePoint(double X, double Y);
