using System.Diagnostics;

namespace MlNetSeq2Seq.Pipelines.Tests;

/// <summary>A training that is told to stop, as a script, a job scheduler or Ctrl+C does it: by a signal to the process that was started.</summary>
[Trait("Kind", "Slow")]
public sealed class SignalTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    [Theory]
    [InlineData("INT", null)]
    [InlineData("INT", "passive")]
    [InlineData("TERM", null)]
    [InlineData("TERM", "passive")]
    public async Task A_signal_ends_the_step_and_leaves_a_checkpoint_and_the_model_so_far(string signal, string? waitPolicy)
    {
        (string zip, string checkpoints) = (folder.File($"{signal}{waitPolicy}.zip"), folder.File($"{signal}{waitPolicy}-checkpoints"));
        string[] sizes = [.. PipelineRun.Tiny.Select((value, i) => i > 0 && PipelineRun.Tiny[i - 1] == "--epochs" ? "100000" : value)];
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(5));
        using Process process = PipelineRun.Start(["PretrainGpt", .. sizes, "--checkpoints", checkpoints, "--output", zip], waitPolicy);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        List<string> lines = [];
        using CancellationTokenRegistration end = patience.Token.Register(() => process.Kill(entireProcessTree: true));
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (line.Contains("  step      1/", StringComparison.Ordinal))
            {
                using Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
                await kill.WaitForExitAsync();
            }
        }

        await process.WaitForExitAsync();

        Assert.Equal("", await errors);
        Assert.Equal(0, process.ExitCode);
        Assert.Contains(lines, line => line.StartsWith("Cancelled: ", StringComparison.Ordinal));
        Assert.True(File.Exists(zip));
        Assert.Single(Directory.GetDirectories(checkpoints));
    }
}
