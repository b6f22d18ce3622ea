using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlNetSeq2Seq.Tests.Models.Transformers;

/// <summary>Hugging Face's transformers in a Python of this machine: <c>python3</c>, or the one that <c>PYTHON</c> names.</summary>
internal static class PythonTransformers
{
    private static readonly string s_python = Environment.GetEnvironmentVariable("PYTHON") is { Length: > 0 } named ? named : "python3";

    /// <summary>Why tests that need transformers are skipped; null where it can be imported.</summary>
    public static string? SkipReason { get; } = Find();

    /// <summary>Asks transformers what the network of a folder computes.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="className">The class that reads it, such as <c>GPT2LMHeadModel</c>.</param>
    /// <param name="saved">A folder in which transformers saves the network.</param>
    /// <param name="questions">What is asked; see the script.</param>
    public static JsonElement Ask(string folder, string className, string saved, JsonObject questions)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Models", "Transformers", "read_folder.py");
        (int exitCode, string output, string errors) = Run([script, folder, className, saved], questions.ToJsonString());
        Assert.True(exitCode == 0, errors);
        return JsonDocument.Parse(output).RootElement;
    }

    private static string? Find()
    {
        try
        {
            (int exitCode, _, string errors) = Run(["-c", "import transformers, torch"], "");
            return exitCode == 0 ? null : $"'{s_python}' cannot import transformers: {errors.TrimEnd().Split('\n')[^1]}";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return $"'{s_python}', which should import transformers, cannot be started: {e.Message}";
        }
    }

    private static (int ExitCode, string Output, string Errors) Run(string[] arguments, string input)
    {
        var start = new ProcessStartInfo(s_python, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };

        // Nothing is looked for elsewhere than in the folder.
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
