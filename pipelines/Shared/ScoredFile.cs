using MlNetSeq2Seq.Clue;
using MlNetSeq2Seq.Reading;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>A file with right answers, read as the model that is measured wants it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Separator">What stands between source and target, or between text and label.</param>
/// <param name="Task">The CLUE task that the file is of; null for lines of text and label.</param>
/// <param name="Limit">How many rows are used, the first ones; null for all.</param>
/// <param name="PerRow">Whether the scores of each row are asked for.</param>
internal sealed record ScoredFile(string Path, char Separator, string? Task, int? Limit, bool PerRow)
{
    /// <summary>Lines of source and target.</summary>
    public IEnumerable<TextPair> Pairs() => First(TextPairFile.Read(Path, Separator));

    /// <summary>Lines of text.</summary>
    public IEnumerable<string> Texts() => First(Document.ReadLines(Path).Select(line => line.Text));

    /// <summary>Questions about texts, with their answers: JSON in CMRC2018's form.</summary>
    public IEnumerable<ReadingExample> Questions() => First(CmrcFile.Read(Path));

    /// <summary>Texts with their labels.</summary>
    /// <param name="arePairs">Whether a label is of two texts.</param>
    /// <exception cref="InvalidDataException">Labels are of two texts, which lines do not hold.</exception>
    public IEnumerable<ClueExample> Labelled(bool arePairs) => Task is not null ? First(ClueFile.Read(ClueTask.Named(Task), Path))
        : arePairs ? throw new InvalidDataException($"The model tells labels of two texts, which '{Path}' cannot hold; give a file of a CLUE task and name it with --task.")
        : Pairs().Select(pair => new ClueExample { Text = pair.Source, Label = pair.Target });

    private IEnumerable<T> First<T>(IEnumerable<T> rows) => rows.Take(Limit ?? int.MaxValue);
}
