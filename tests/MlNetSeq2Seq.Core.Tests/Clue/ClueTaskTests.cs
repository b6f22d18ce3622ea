using MlNetSeq2Seq.Clue;

namespace MlNetSeq2Seq.Tests.Clue;

public sealed class ClueTaskTests
{
    // Counts and order of labels, names of files: JunnYu/GAU-alpha-pytorch, examples/run_clue_predict_no_trainer.py, and CLUE's own data.
    [Theory]
    [InlineData("tnews", 15, "100", "116", false, "tnews10_predict.json tnews11_predict.json tnews11_predict.json")]
    [InlineData("iflytek", 119, "0", "118", false, "iflytek_predict.json")]
    [InlineData("afqmc", 2, "0", "1", true, "afqmc_predict.json")]
    [InlineData("cmnli", 3, "contradiction", "neutral", true, "cmnli_predict.json")]
    [InlineData("ocnli", 3, "contradiction", "neutral", true, "ocnli_50k_predict.json")]
    [InlineData("wsc", 2, "true", "false", false, "cluewsc10_predict.json cluewsc11_predict.json cluewsc11_predict.json")]
    [InlineData("csl", 2, "0", "1", true, "csl_predict.json")]
    public void A_task_has_the_labels_and_files_of_CLUE(string name, int labels, string first, string last, bool isPair, string predictions)
    {
        ClueTask task = ClueTask.Named(name);

        Assert.Equal((name, labels, first, last, isPair), (task.Name, task.Labels.Count, task.Labels[0], task.Labels[^1], task.IsPair));
        Assert.Equal(predictions, string.Join(" ", task.TestFiles.Select(file => file.Predictions)));
    }

    [Fact]
    public void Every_task_is_found_by_its_name() => Assert.Equal(ClueTask.All, ClueTask.All.Select(task => ClueTask.Named(task.Name)));

    [Fact]
    public void Wsc_is_found_by_its_long_name() => Assert.Same(ClueTask.Wsc, ClueTask.Named("cluewsc2020"));

    [Fact]
    public void A_name_that_is_none_is_refused()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => ClueTask.Named("glue"));

        Assert.StartsWith("There is no CLUE task 'glue'; there are tnews, iflytek, afqmc, cmnli, ocnli, wsc, csl.", thrown.Message, StringComparison.Ordinal);
    }
}
