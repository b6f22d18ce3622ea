using System.Diagnostics;
using System.Reflection;

namespace MlNetSeq2Seq.Tests.Testing;

/// <summary>Runs a program of the tests, which knows nothing of what this process knows.</summary>
internal static class AnotherProcess
{
    /// <summary>Runs a program that must tell of no error.</summary>
    /// <param name="program">The assembly of the program.</param>
    /// <param name="arguments">What it is given.</param>
    /// <returns>The lines that it wrote, empty ones too.</returns>
    public static async Task<string[]> Run(Assembly program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments.Prepend(program.Location))
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal("", await errors);
        return output.Split('\n')[..^1];
    }
}
