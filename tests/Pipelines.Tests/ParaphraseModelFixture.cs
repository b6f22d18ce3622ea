namespace MlNetSeq2Seq.Pipelines.Tests;

/// <summary>A model that FinetuneParaphrase trained for two epochs on data/, with options from a file, and the answers it gave itself.</summary>
public sealed class ParaphraseModelFixture : IAsyncLifetime
{
    public TemporaryFolder Folder { get; } = new();

    public string Model => Folder.File("paraphrase.zip");

    public static string Queries => RepositoryFolder.Path("data/queries.txt");

    public string Answers => Folder.File("answers.txt");

    /// <summary>What the training wrote to the standard output.</summary>
    public string[] Lines { get; private set; } = [];

    public async Task InitializeAsync()
    {
        string options = Folder.Write("options.json", """{ "epochs": 3, "layers": 1, "hidden": 16, "heads": 2, "limit": 40 }""");
        Lines = await PipelineRun.Done(
            "FinetuneParaphrase", "--options", options, "--epochs", "2", "--queries", Queries, "--output", Model, "--answers", Answers);
    }

    public Task DisposeAsync()
    {
        Folder.Dispose();
        return Task.CompletedTask;
    }
}
