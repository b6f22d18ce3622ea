using System.Text;
using System.Text.Json;
using MlNetSeq2Seq.Clue;

namespace MlNetSeq2Seq.Reading;

/// <summary>
/// Reads files of CMRC2018 (Cui et al., arXiv:1810.07366) and others in the form of SQuAD: <c>data</c>, in it <c>paragraphs</c> with a
/// <c>context</c>, in them <c>qas</c> with <c>id</c>, <c>question</c> and <c>answers</c>.
/// </summary>
public static class CmrcFile
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <returns>Its questions in their order.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no JSON or has another form; the message says which member of which question is missing.</exception>
    public static IReadOnlyList<ReadingExample> Read(string path)
    {
        try
        {
            // A stream may begin with a byte order mark, memory must not.
            using FileStream stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            List<ReadingExample> examples = [];
            foreach (ClueRow article in Row(document.RootElement, $"'{path}'").Objects("data"))
            {
                foreach (ClueRow paragraph in article.Objects("paragraphs"))
                {
                    examples.AddRange(Questions(paragraph));
                }
            }

            return examples.Count > 0 ? examples : throw new InvalidDataException($"'{path}' has no question.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is no JSON: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidDataException($"'{path}' holds text that is not UTF-8.", e);
        }
    }

    private static ClueRow Row(JsonElement value, string where) => new(value, 0, where);

    private static IEnumerable<ReadingExample> Questions(ClueRow paragraph)
    {
        string context = paragraph.Text("context");
        foreach (ClueRow question in paragraph.Objects("qas"))
        {
            string id = question.OptionalScalar("id") ?? throw question.Problem("has no 'id'");
            ClueRow named = question with { Where = $"Question '{id}' of {question.Where}" };
            ClueRow[] answers = named.Value.TryGetProperty("answers", out _) ? [.. named.Objects("answers")] : [];
            string[] texts = [.. answers.Select(answer => answer.Text("text"))];
            yield return new ReadingExample
            {
                Id = id,
                Question = named.Text("question"),
                Context = context,
                Answer = texts.FirstOrDefault() ?? "",
                AnswerStart = answers.Length > 0 ? Units(context, answers[0].Integer("answer_start")) : 0,
                Answers = texts,
            };
        }
    }

    // The files count characters, not UTF-16 units; a place beyond the text stays beyond it.
    private static int Units(string context, int characters)
    {
        int units = 0;
        foreach (Rune rune in context.EnumerateRunes())
        {
            if (characters-- <= 0)
            {
                return units;
            }

            units += rune.Utf16SequenceLength;
        }

        return context.Length;
    }
}
