using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace MlNetSeq2Seq.Corpora;

/// <summary>What a line of a corpus holds: a text, or what is wrong with it.</summary>
internal readonly record struct CorpusLine(string Text, string? Problem)
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a line that is a text.</summary>
    internal static CorpusLine OfText(ReadOnlySpan<byte> line)
    {
        try
        {
            return new CorpusLine(s_strictUtf8.GetString(line), null);
        }
        catch (DecoderFallbackException e)
        {
            return Wrong($"is not UTF-8: byte {e.Index} is 0x{e.BytesUnknown?[0]:X2}.");
        }
    }

    /// <summary>Reads a line that is a JSON object with a text.</summary>
    internal static CorpusLine OfJson(ReadOnlySpan<byte> line, string key)
    {
        if (!Utf8.IsValid(line))
        {
            return OfText(line);
        }

        try
        {
            Utf8JsonReader reader = new(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return Wrong($"is no JSON object with a text '{key}'.");
            }

            string? text = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isText = reader.ValueTextEquals(key);
                reader.Read();
                if (isText && reader.TokenType == JsonTokenType.String)
                {
                    text = reader.GetString();
                }
                else
                {
                    reader.Skip();
                }
            }

            // To the end, so that what follows the object is an error too.
            while (reader.Read())
            {
            }

            return text is null ? Wrong($"has no text '{key}'.") : new CorpusLine(text, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Wrong($"is no JSON object with a text '{key}': {e.Message}");
        }
    }

    private static CorpusLine Wrong(string problem) => new("", problem);
}
