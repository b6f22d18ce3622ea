using System.Diagnostics;

namespace MlNetSeq2Seq.Tests.Testing;

/// <summary>A Python of this machine: <c>python3</c>, or the one that <c>PYTHON</c> names.</summary>
internal static class PythonProcess
{
    private static readonly string s_python = Environment.GetEnvironmentVariable("PYTHON") is { Length: > 0 } named ? named : "python3";

    /// <summary>Why tests that need a package are skipped; null where it can be imported.</summary>
    /// <param name="package">What people call it.</param>
    /// <param name="imports">What is imported.</param>
    public static string? SkipReason(string package, string imports)
    {
        try
        {
            (int exitCode, _, string errors) = Run(["-c", $"import {imports}"], "");
            return exitCode == 0 ? null : $"'{s_python}' cannot import {package}: {errors.TrimEnd().Split('\n')[^1]}";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return $"'{s_python}', which should import {package}, cannot be started: {e.Message}";
        }
    }

    /// <summary>Runs a script that is expected to succeed.</summary>
    /// <param name="script">Where it lies beside the tests.</param>
    /// <param name="arguments">What it is told.</param>
    /// <param name="input">What it reads.</param>
    /// <returns>What it writes.</returns>
    public static string RunScript(string script, string[] arguments, string input = "")
    {
        (int exitCode, string output, string errors) = Run([Path.Combine(AppContext.BaseDirectory, script), .. arguments], input);
        Assert.True(exitCode == 0, errors);
        return output;
    }

    private static (int ExitCode, string Output, string Errors) Run(string[] arguments, string input)
    {
        var start = new ProcessStartInfo(s_python, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };

        // Nothing is looked for elsewhere than in the folder that is read.
        start.Environment["HF_HUB_OFFLINE"] = start.Environment["TRANSFORMERS_OFFLINE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, output.Result, errors.Result);
    }
}
