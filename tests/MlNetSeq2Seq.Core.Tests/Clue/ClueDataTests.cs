using MlNetSeq2Seq.Clue;
using MlNetSeq2Seq.Reading;

namespace MlNetSeq2Seq.Tests.Clue;

/// <summary>The rows of our own in data/clue.</summary>
public sealed class ClueDataTests
{
    public static TheoryData<string> Tasks => new(ClueTask.All.Select(task => task.Name));

    [Theory, MemberData(nameof(Tasks))]
    public void Every_task_has_rows_to_learn_from_to_measure_on_and_to_predict(string name)
    {
        ClueTask task = ClueTask.Named(name);
        string folder = RepositoryFolder.Path($"data/clue/{name}");

        Assert.Contains(ClueFile.Read(task, Path.Combine(folder, "train.json")), row => row.Label.Length > 0);
        Assert.Contains(ClueFile.Read(task, Path.Combine(folder, "dev.json")), row => row.Label.Length > 0);
        Assert.All(ClueFile.Read(task, Path.Combine(folder, "test.json")), row => Assert.Equal("", row.Label));
        Assert.All(ClueFile.Read(task, Path.Combine(folder, "train.json")), row => Assert.Equal(task.IsPair, row.SecondText.Length > 0));
    }

    [Fact]
    public void Every_answer_stands_in_its_text() => Assert.All(
        CmrcFile.Read(RepositoryFolder.Path("data/clue/cmrc2018/train.json")),
        row => Assert.Equal(row.Answer, AnswerLocation.Find(row.Context, row.Answer, row.AnswerStart)!.Value.Of(row.Context).ToString()));
}
