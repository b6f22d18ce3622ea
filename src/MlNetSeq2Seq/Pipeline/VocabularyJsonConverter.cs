using System.Text.Json;
using System.Text.Json.Serialization;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>Writes a vocabulary as the list of its tokens, so that options hold it whole and no file is needed after loading.</summary>
internal sealed class VocabularyJsonConverter : JsonConverter<Vocabulary>
{
    public override Vocabulary Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string[] tokens = JsonSerializer.Deserialize<string[]>(ref reader, options) ?? throw new JsonException("A vocabulary is a list of tokens, not null.");
        try
        {
            return new Vocabulary(tokens);
        }
        catch (InvalidDataException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    public override void Write(Utf8JsonWriter writer, Vocabulary value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (string token in value)
        {
            writer.WriteStringValue(token);
        }

        writer.WriteEndArray();
    }
}
