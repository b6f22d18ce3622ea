using MlNetSeq2Seq.Clue;

namespace MlNetSeq2Seq.Tests.Clue;

public sealed class CluePredictionFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlnetseq2seq-clue-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "predict.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Labels_are_lines_with_the_ids_of_their_rows()
    {
        CluePredictionFile.Write(Path, [new(0, "108"), new(13, "entailment")]);

        Assert.Equal("{\"id\":0,\"label\":\"108\"}\n{\"id\":13,\"label\":\"entailment\"}\n", File.ReadAllText(Path));
    }

    [Fact]
    public void Answers_are_one_object_and_none_is_empty()
    {
        CluePredictionFile.WriteAnswers(Path, [new("Q_0", "“杭州”"), new("Q_1", "")]);

        Assert.Equal("{\"Q_0\":\"“杭州”\",\"Q_1\":\"empty\"}\n", File.ReadAllText(Path));
    }

    [Fact]
    public void A_failure_leaves_the_older_file_and_nothing_beside_it()
    {
        CluePredictionFile.Write(Path, [new(0, "108")]);

        ArgumentException e = Assert.Throws<ArgumentException>(() => CluePredictionFile.Write(Path, [new(3, "100"), new(3, "101")]));

        Assert.StartsWith($"'{Path}' was to have 2 predictions for the id 3; each needs an id of its own.", e.Message, StringComparison.Ordinal);
        Assert.Equal("{\"id\":0,\"label\":\"108\"}\n", File.ReadAllText(Path));
        Assert.Single(_folder.GetFiles());
    }
}
