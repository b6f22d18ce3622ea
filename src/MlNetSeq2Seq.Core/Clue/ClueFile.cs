using System.Text.Json;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Clue;

/// <summary>Reads CLUE's files of JSON lines: UTF-8, an object a line, lines ended by U+000A.</summary>
public static class ClueFile
{
    /// <summary>Reads a whole file; every line is checked before the first row is given.</summary>
    /// <param name="task">The task whose rows it holds.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Where readers differ; null for the defaults.</param>
    /// <returns>
    /// All rows in their order, those without a label too, so that predictions stay beside what they predict; labels of rows without one
    /// are empty.
    /// </returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A line is no row of the task, or there is no line; the message has its number.</exception>
    public static IReadOnlyList<ClueExample> Read(ClueTask task, string path, ClueTaskOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        options ??= new ClueTaskOptions();
        List<ClueExample> examples = [];
        foreach ((int number, ReadOnlyMemory<byte> line) in NumberedLines.Read(path))
        {
            examples.Add(Parse(task, line, examples.Count, $"Line {number} of '{path}'", options));
        }

        return examples.Count > 0 ? examples : throw new InvalidDataException($"'{path}' is empty; wanted are JSON objects of {task.Name}, one a line.");
    }

    private static ClueExample Parse(ClueTask task, ReadOnlyMemory<byte> line, int number, string where, ClueTaskOptions options)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return task.Example(new ClueRow(document.RootElement, number, where), options);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{where} is no JSON object: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            // Bytes of a string that are no UTF-8 are found when the string is taken.
            throw new InvalidDataException($"{where} holds text that is not UTF-8.", e);
        }
    }
}
