using MlNetSeq2Seq.Training.Watching;

namespace MlNetSeq2Seq.Training;

/// <summary>Measures a model in training in ways of its own: by what it writes, by the answers that it finds, …</summary>
internal interface IModelScores
{
    /// <summary>The texts of the last <see cref="Measure"/> that are to be kept.</summary>
    IReadOnlyList<WrittenText> Texts => [];

    /// <summary>Scores by name; larger is better.</summary>
    IReadOnlyDictionary<string, double> Measure(long step, CancellationToken cancellationToken);
}
