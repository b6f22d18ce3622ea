using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// Writes which tokenizer options are of. Those of WordPiece have no such mark: they stand in models that were saved when there was no other.
/// </summary>
internal sealed class TextTokenizerOptionsConverter : JsonConverter<TextTokenizerOptions>
{
    private const string Kind = "Kind";

    private static readonly (string Name, Type Type)[] s_kinds =
        [("ByteBpe", typeof(ByteBpeTextTokenizerOptions)), ("SentencePiece", typeof(SentencePieceTextTokenizerOptions))];

    public override TextTokenizerOptions? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        JsonObject json = JsonNode.Parse(ref reader) as JsonObject ?? throw new JsonException("The options of a tokenizer are an object.");
        Type type = typeof(BertTextTokenizerOptions);
        if (json.TryGetPropertyValue(Kind, out JsonNode? kind))
        {
            type = s_kinds.FirstOrDefault(known => known.Name == kind?.ToString()).Type
                ?? throw new JsonException($"The tokenizer '{kind}' is not known; wanted is none for WordPiece, or one of {string.Join(", ", s_kinds.Select(k => k.Name))}.");
            json.Remove(Kind);
        }

        return (TextTokenizerOptions?)json.Deserialize(type, options);
    }

    public override void Write(Utf8JsonWriter writer, TextTokenizerOptions value, JsonSerializerOptions options)
    {
        JsonObject json = JsonSerializer.SerializeToNode(value, value.GetType(), options)!.AsObject();
        if (s_kinds.FirstOrDefault(known => known.Type == value.GetType()).Name is { } name)
        {
            json.Insert(0, Kind, name);
        }

        json.WriteTo(writer, options);
    }
}
