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
        string output = await InTerminal(columns: 120, "terminal.zip");

        Assert.Contains(Escape, output);
        Assert.Matches(@"epoch 1/1 .*━+.* 100%  step (\d+)/\1 ", output);
        Assert.Contains(" gone, ", output, StringComparison.Ordinal);
        Assert.Contains("tokens/s", output, StringComparison.Ordinal);
        Assert.Contains($"saved {folder.File("terminal.zip")}", output, StringComparison.Ordinal);
    }

    [TerminalFact]
    public async Task A_narrow_terminal_has_what_it_has_room_for()
    {
        string output = await InTerminal(columns: 40, "narrow.zip");

        Assert.Matches(@"epoch 1/1 .*━+.* 100%  [\d:]+ to go", output);
        Assert.DoesNotContain(" gone, ", output, StringComparison.Ordinal);
        string[] rows = [.. output.Split('\n').Select(row => System.Text.RegularExpressions.Regex.Replace(row, @"\e\[[0-9;?]*[A-Za-z]|\r", ""))];
        Assert.All(rows.Where(row => row.StartsWith("epoch", StringComparison.Ordinal)), row => Assert.InRange(row.Length, 1, 40));
    }

    private async Task<string> InTerminal(int columns, string zip)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Pipelines.dll");
        string[] arguments = ["stty", "columns", $"{columns};", "dotnet", program, "FinetuneParaphrase", .. PipelineRun.Tiny, "--output", folder.File(zip)];
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
        return output;
    }
}
