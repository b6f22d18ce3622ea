using System.Text.Json;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>
/// Options from a JSON file: <c>--options file.json</c> puts <c>{"epochs": 5}</c> in the place of <c>--epochs 5</c>.
/// What stands on the command line itself goes before what stands in the file.
/// </summary>
internal static class OptionsFile
{
    private const string Name = "--options";

    /// <summary>What the help says of it: it belongs to every command, so that none lists it.</summary>
    public const string Description = $"Each takes {Name} file.json too: a JSON object with its options, {{\"epochs\": 5}} for --epochs 5.";

    public static string[] Expand(string[] args)
    {
        int at = Array.IndexOf(args, Name);
        if (at < 0)
        {
            return args;
        }

        if (at + 1 == args.Length)
        {
            throw new ArgumentException($"{Name} wants the path of a JSON file.");
        }

        string[] given = [.. args[..at], .. args[(at + 2)..]];
        return [.. given, .. Read(args[at + 1]).Where(o => !given.Contains(o.Name)).SelectMany(o => (string[])[o.Name, o.Value])];
    }

    private static List<(string Name, string Value)> Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return [.. document.RootElement.EnumerateObject().Select(p => ($"--{p.Name}", p.Value.ToString()))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"'{path}' is not a JSON object of options: {e.Message}", e);
        }
    }
}
