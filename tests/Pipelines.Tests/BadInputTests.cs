namespace MlNetSeq2Seq.Pipelines.Tests;

/// <summary>What cannot be used is said in one sentence.</summary>
[Trait("Kind", "Slow")]
public sealed class BadInputTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    private const string Few = "few.txt";

    [Theory]
    [InlineData("few.txt' is not JSON: ", "FinetuneChat", "{\"Question\": \"你好？\"")]
    [InlineData("has no text 'Answer'.", "FinetuneChat", "{\"Question\": \"你好？\"}")]
    [InlineData("has no text 'Question'.", "FinetuneChat", "[\"你好？\"]")]
    [InlineData("10 are wanted.", "FinetuneChat", "{\"Question\": \"你好？\", \"Answer\": \"你好。\"}")]
    [InlineData("10 are wanted.", "PretrainGpt", "只有一行。")]
    [InlineData("10 are wanted.", "PretrainBart", "只有一行。")]
    [InlineData("10 are wanted.", "CompareLstm", "只有一行。")]
    [InlineData("has no separator U+0001 between a source and a target.", "FinetuneTitle", "没有题目。")]
    public async Task A_file_that_cannot_be_used_is_told(string wanted, string pipeline, string content)
    {
        PipelineRun run = await PipelineRun.Of(pipeline, "--data", folder.Write(Few, content));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(wanted, Assert.Single(run.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_without_their_vocabulary_are_refused()
    {
        PipelineRun run = await PipelineRun.Of("PretrainGau", "--tokens", folder.File("tokens"));

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["--tokens needs the --vocabulary that the dataset was made with, or a model zip to begin with."], run.Errors);
    }

    [Theory]
    [InlineData("--vocabulary and --tokenizer are both given; one of them is wanted.", "PretrainGpt", "--vocabulary", "vocab.txt", "--tokenizer", "folder")]
    [InlineData("PrepareCorpus needs --vocabulary, which BuildVocabulary makes, or --tokenizer.", "PrepareCorpus")]
    public async Task The_vocabulary_is_named_once(string wanted, params string[] arguments)
    {
        PipelineRun run = await PipelineRun.Of(arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal([wanted], run.Errors);
    }

    [Fact]
    public async Task A_folder_without_a_tokenizer_is_told()
    {
        PipelineRun run = await PipelineRun.Of("PretrainGpt", "--tokenizer", folder.File("nothing"));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"The folder '{folder.File("nothing")}' has no tokenizer that is read: ", Assert.Single(run.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_place_of_a_file_is_named()
    {
        string data = folder.File("texts");
        Directory.CreateDirectory(data);

        PipelineRun run = await PipelineRun.Of("FinetuneParaphrase", "--data", data);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"'{data}'", Assert.Single(run.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_is_missing_is_named()
    {
        PipelineRun run = await PipelineRun.Of("FillMask", "--model", folder.File("none.zip"));

        Assert.Equal(1, run.ExitCode);
        Assert.Equal([$"There is no model '{folder.File("none.zip")}'; a pipeline that trains makes one."], run.Errors);
    }

    [Theory]
    [InlineData("--epochs 0", "Epochs is 0; at least 1 is wanted")]
    [InlineData("--rate -1", "LearningRate is -1; a number above 0 is wanted")]
    [InlineData("--accumulation 0", "Accumulation is 0; at least 1 is wanted")]
    [InlineData("--average 2", "Average has a decay of 2; one in [0, 1) is wanted")]
    [InlineData("--smoothing 1.5", "the label smoothing is 1.5; at least 0 and below 1 is wanted")]
    [InlineData("--device gpu", "Seq2SeqTrainer cannot compute on the device 'gpu': wanted is cpu, mps, cuda, or cuda: and the number of a graphics card, such as cuda:1")]
    public async Task A_value_that_makes_no_sense_is_told_in_one_sentence(string arguments, string sentence)
    {
        PipelineRun run = await PipelineRun.Of(["FinetuneParaphrase", .. arguments.Split(' ')]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(sentence, Assert.Single(run.Errors), StringComparison.Ordinal);
    }
}
