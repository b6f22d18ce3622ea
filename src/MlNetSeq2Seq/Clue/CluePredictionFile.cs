using System.Text.Encodings.Web;
using System.Text.Json;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Clue;

/// <summary>Writes predictions as CLUE takes them; files are written aside and renamed.</summary>
public static class CluePredictionFile
{
    // What CMRC2018's evaluation writes for a question without an answer.
    private const string NoAnswer = "empty";

    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes labels: <c>{"id":0,"label":"108"}</c>, one a line.</summary>
    /// <param name="path">The file; see <see cref="ClueTask.TestFiles"/> for its name.</param>
    /// <param name="predictions">The label of each row, by its <see cref="ClueExample.Id"/>.</param>
    /// <exception cref="ArgumentException">Two rows have one id.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<long, string>> predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        var rows = Unique(predictions, path);
        WriteText(path, string.Concat(rows.Select(row => JsonSerializer.Serialize(new { id = row.Key, label = row.Value }, s_json) + "\n")));
    }

    /// <summary>Writes answers: one object with the answer of each question.</summary>
    /// <param name="path">The file, which CLUE calls <c>cmrc2018_predict.json</c>.</param>
    /// <param name="answers">The answer of each question, by its <see cref="Reading.ReadingExample.Id"/>; an empty one becomes <c>empty</c>.</param>
    /// <exception cref="ArgumentException">Two questions have one id.</exception>
    public static void WriteAnswers(string path, IEnumerable<KeyValuePair<string, string>> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var rows = Unique(answers, path).ToDictionary(row => row.Key, row => row.Value.Length > 0 ? row.Value : NoAnswer);
        WriteText(path, JsonSerializer.Serialize(rows, s_json) + "\n");
    }

    private static List<KeyValuePair<TKey, string>> Unique<TKey>(IEnumerable<KeyValuePair<TKey, string>> predictions, string path)
    {
        List<KeyValuePair<TKey, string>> rows = [.. predictions];
        IGrouping<TKey, KeyValuePair<TKey, string>>? twice = rows.GroupBy(row => row.Key).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? rows
            : throw new ArgumentException($"'{path}' was to have {twice.Count()} predictions for the id {twice.Key}; each needs an id of its own.", nameof(predictions));
    }

    private static void WriteText(string path, string text) => AtomicFile.Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
}
