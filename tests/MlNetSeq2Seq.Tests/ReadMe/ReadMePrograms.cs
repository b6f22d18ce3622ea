using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MlNetSeq2Seq.Tests.ReadMe;

/// <summary>The C# programs of a read-me file: found, compiled as a new console project does, run.</summary>
internal static class ReadMePrograms
{
    // What <ImplicitUsings> gives a console project.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>The blocks that say they are C#, in their order.</summary>
    /// <param name="readMe">The path of the file from the repository's root.</param>
    public static string[] Of(string readMe)
    {
        List<string> programs = [];
        List<string>? open = null;
        foreach (string line in File.ReadLines(RepositoryFolder.Path(readMe)))
        {
            switch (line.TrimEnd())
            {
                case "```csharp":
                    open = [];
                    break;
                case "```" when open is not null:
                    programs.Add(string.Join('\n', open));
                    open = null;
                    break;
                default:
                    open?.Add(line);
                    break;
            }
        }

        return [.. programs];
    }

    /// <summary>Compiles a program against what the tests reference, and runs it in a folder.</summary>
    /// <param name="program">The program.</param>
    /// <param name="folder">The folder that it runs in; source and compiler options are put there too.</param>
    public static async Task Run(string program, string folder)
    {
        // Beside the assemblies that it uses, where a program finds them.
        string assembly = Path.Combine(AppContext.BaseDirectory, $"ReadMe-{Path.GetFileName(folder)}.dll");
        try
        {
            string options = Path.Combine(folder, "program.rsp");
            await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), program);
            await File.WriteAllTextAsync(Path.Combine(folder, "Usings.cs"), ImplicitUsings);
            await File.WriteAllLinesAsync(options,
            [
                "/nologo", "/target:exe", "/nullable:enable", "/langversion:latest", "/warnaserror", "/nostdlib", $"/out:\"{assembly}\"",
                .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => $"/r:\"{path}\""),
                "Program.cs", "Usings.cs",
            ]);
            await Dotnet(folder, Compiler(), $"@{options}");
            string own = Path.ChangeExtension(typeof(ReadMePrograms).Assembly.Location, null);
            await Dotnet(folder, "--runtimeconfig", $"{own}.runtimeconfig.json", "--depsfile", $"{own}.deps.json", assembly);
        }
        finally
        {
            File.Delete(assembly);
        }
    }

    // The SDK that builds the tests lies beside the runtime that runs them.
    private static string Compiler()
    {
        string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return Directory.GetDirectories(Path.Combine(root, "sdk"))
            .Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll"))
            .Where(File.Exists)
            .OrderByDescending(File.GetLastWriteTimeUtc)
            .First();
    }

    private static async Task Dotnet(string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments.Prepend("exec"))
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output + await errors);
    }
}
