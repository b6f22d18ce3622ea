using System.Text.Json.Nodes;

namespace MlNetSeq2Seq.Models;

/// <summary>The published formats of this assembly: every <see cref="PublishedFormat"/> with a constructor without parameters.</summary>
internal static class PublishedFormats
{
    private static readonly PublishedFormat[] s_formats =
    [
        .. typeof(PublishedFormats).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(PublishedFormat)) && !t.IsAbstract && t.GetConstructor(Type.EmptyTypes) is not null)
            .OrderBy(t => t.FullName, StringComparer.Ordinal)
            .Select(t => (PublishedFormat)Activator.CreateInstance(t)!),
    ];

    /// <summary>The format in which models of an architecture are written.</summary>
    /// <param name="architecture">Its name in the catalog.</param>
    public static PublishedFormat Of(string architecture) =>
        s_formats.FirstOrDefault(f => f.Architecture == architecture) ?? new SameFormat(architecture);

    /// <summary>The format of a folder, by what its config says.</summary>
    /// <param name="config">The content of <c>config.json</c>.</param>
    /// <param name="who">What is being read, for messages.</param>
    /// <exception cref="InvalidDataException">The config names no architecture that is known.</exception>
    public static PublishedFormat Find(JsonObject config, string who)
    {
        string[] classes = config[PublishedFormat.Classes] is JsonArray names ? [.. names.Select(Text)] : [];
        string modelType = Text(config["model_type"]);
        return s_formats.FirstOrDefault(f => f.ClassNames.Any(classes.Contains))
            ?? s_formats.FirstOrDefault(f => f.Reads(modelType))
            ?? (ArchitectureCatalog.Names.Contains(modelType)
                ? new SameFormat(modelType)
                : throw new InvalidDataException(
                    $"{who} has model_type '{modelType}' and architectures [{string.Join(", ", classes)}]; known are the model types "
                    + $"{string.Join(", ", ModelTypes())}."));
    }

    private static IEnumerable<string> ModelTypes() =>
        s_formats.Select(f => f.ModelType).Concat(ArchitectureCatalog.Names).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    /// <summary>For architectures whose files differ in nothing from the model.</summary>
    private sealed class SameFormat(string architecture) : PublishedFormat
    {
        public override string Architecture => architecture;

        public override string ModelType => architecture;

        public override IReadOnlyList<string> ClassNames => [];
    }
}
