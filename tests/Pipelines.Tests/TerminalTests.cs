using System.Diagnostics;

namespace MlNetSeq2Seq.Pipelines.Tests;

/// <summary>In a terminal a training is shown by a bar; where the output goes elsewhere, by plain lines.</summary>
[Trait("Kind", "Slow")]
public sealed class TerminalTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    private const char Escape = '\u001b';

    [Fact]
    public async Task Output_that_is_redirected_has_plain_lines_with_loss_rate_speed_memory_and_times()
    {
        string[] lines = await PipelineRun.Done(["FinetuneParaphrase", .. PipelineRun.Tiny, "--output", folder.File("plain.zip")]);

        Assert.DoesNotContain(lines, line => line.Contains(Escape, StringComparison.Ordinal) || line.Contains('━', StringComparison.Ordinal));
        Assert.Matches(@"^epoch +1/1  step +\d+/\d+  loss +[\d.]+  rate [\d.]+e-\d  +\d+ tokens/s +\d+ MB  [\d:]+ gone, [\d:]+ to go$", lines[1]);
    }

    [TerminalFact]
    public async Task A_terminal_has_a_bar_that_fills_up()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Pipelines.dll");
        string[] arguments = ["dotnet", program, "FinetuneParaphrase", .. PipelineRun.Tiny, "--output", folder.File("terminal.zip")];
        var start = new ProcessStartInfo(TerminalFactAttribute.Program, ["-qec", string.Join(' ', arguments), "/dev/null"])
        {
            RedirectStandardOutput = true, RedirectStandardInput = true, WorkingDirectory = RepositoryFolder.Path(""),
        };

        // Spectre.Console knows build servers by their variables, and takes them for no terminal.
        foreach (string variable in start.Environment.Keys.Except(["PATH", "HOME", "DOTNET_ROOT", "LD_LIBRARY_PATH", "LANG"]).ToArray())
        {
            start.Environment.Remove(variable);
        }

        (start.Environment["TERM"], start.Environment["OMP_WAIT_POLICY"]) = ("xterm-256color", "passive");
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.Contains(Escape, output);
        Assert.Matches(@"epoch 1/1 .*━+.* 100%  step (\d+)/\1 ", output);
        Assert.Contains("tokens/s", output, StringComparison.Ordinal);
        Assert.Contains($"saved {folder.File("terminal.zip")}", output, StringComparison.Ordinal);
    }
}
