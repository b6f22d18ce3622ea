using System.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>A document: a line of a corpus.</summary>
internal sealed class Document
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Text { get; set; } = "";

    /// <summary>The lines of a file that hold text.</summary>
    /// <exception cref="InvalidDataException">The file is no UTF-8, or no line holds text.</exception>
    public static Document[] ReadLines(string path)
    {
        List<Document> documents = [];
        int number = 0;
        try
        {
            foreach (string line in File.ReadLines(path, s_strictUtf8))
            {
                number++;
                if (!string.IsNullOrWhiteSpace(line))
                {
                    documents.Add(new Document { Text = line.Trim() });
                }
            }
        }
        catch (DecoderFallbackException e)
        {
            // The reader decodes ahead, so the line is only known to be a later one.
            throw new InvalidDataException($"'{path}' is not UTF-8 somewhere after line {number}: it holds the byte 0x{e.BytesUnknown?[0]:X2} where none can stand.", e);
        }

        return documents.Count > 0 ? [.. documents] : throw new InvalidDataException($"'{path}' holds no text; wanted is a document a line.");
    }

    /// <summary>A vocabulary of the characters of texts.</summary>
    public static Vocabulary Characters(IEnumerable<string> texts)
    {
        var builder = new VocabularyBuilder();
        foreach (string text in texts)
        {
            builder.Add(text);
        }

        return builder.BuildCharacters();
    }
}
