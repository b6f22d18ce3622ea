using System.Diagnostics;
using System.Text;

namespace MlNetSeq2Seq.Pipelines.Tests;

/// <summary>What a pipeline did, run as a user runs it: in a process of its own, in the repository's folder.</summary>
/// <param name="ExitCode">0 where it was done.</param>
/// <param name="Lines">What it wrote to the standard output.</param>
/// <param name="Errors">What it wrote to the standard error.</param>
internal sealed record PipelineRun(int ExitCode, string[] Lines, string[] Errors)
{
    /// <summary>Sizes at which a training takes a moment.</summary>
    public static string[] Tiny { get; } = ["--layers", "1", "--hidden", "16", "--heads", "2", "--epochs", "1", "--length", "64", "--limit", "20"];

    /// <summary>Runs a pipeline to its end.</summary>
    /// <param name="arguments">Its name and its options.</param>
    public static Task<PipelineRun> Of(params IEnumerable<string> arguments) => Fed("", arguments);

    /// <summary>Runs a pipeline that reads its standard input to its end.</summary>
    /// <param name="input">What it reads there.</param>
    /// <param name="arguments">Its name and its options.</param>
    public static async Task<PipelineRun> Fed(string input, params IEnumerable<string> arguments)
    {
        using Process process = Start(arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new PipelineRun(process.ExitCode, SplitLines(output), SplitLines(await errors));
    }

    /// <summary>Starts a pipeline.</summary>
    /// <param name="arguments">Its name and its options.</param>
    /// <param name="waitPolicy">How OpenMP's threads wait; where it is null the pipeline starts itself again with what it wants.</param>
    public static Process Start(IEnumerable<string> arguments, string? waitPolicy = "passive")
    {
        // Tests that run in the background may ignore Ctrl+C, and what they start would then do so too.
        string[] program = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(program[0])
        {
            RedirectStandardInput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = RepositoryFolder.Path(""),
        };
        start.Environment["OMP_WAIT_POLICY"] = waitPolicy;
        foreach (string argument in (string[])[.. program[1..], Path.Combine(AppContext.BaseDirectory, "Pipelines.dll"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs a pipeline that must succeed.</summary>
    /// <param name="arguments">Its name and its options.</param>
    /// <returns>What it wrote to the standard output.</returns>
    public static async Task<string[]> Done(params IEnumerable<string> arguments)
    {
        PipelineRun run = await Of(arguments);
        Assert.Empty(run.Errors);
        Assert.Equal(0, run.ExitCode);
        return run.Lines;
    }

    /// <summary>How many tokens the vocabulary of a training has, by its first line.</summary>
    public static int Tokens(string[] lines) => int.Parse(lines[0].Split(' ')[^2], System.Globalization.CultureInfo.InvariantCulture);

    private static string[] SplitLines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
