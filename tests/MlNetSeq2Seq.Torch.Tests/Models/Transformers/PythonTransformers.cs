using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetSeq2Seq.Tests.Testing;

namespace MlNetSeq2Seq.Tests.Models.Transformers;

/// <summary>Hugging Face's transformers in a Python of this machine.</summary>
internal static class PythonTransformers
{
    /// <summary>Why tests that need transformers are skipped; null where it can be imported.</summary>
    public static string? SkipReason { get; } = PythonProcess.SkipReason("transformers", "transformers, torch");

    /// <summary>Asks transformers what the network of a folder computes.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="className">The class that reads it, such as <c>GPT2LMHeadModel</c>.</param>
    /// <param name="saved">A folder in which transformers saves the network.</param>
    /// <param name="questions">What is asked; see the script.</param>
    public static JsonElement Ask(string folder, string className, string saved, JsonObject questions) =>
        JsonDocument.Parse(PythonProcess.RunScript("Models/Transformers/read_folder.py", [folder, className, saved], questions.ToJsonString())).RootElement;
}
