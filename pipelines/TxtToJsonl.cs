using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlNetSeq2Seq.Corpora;
using MlNetSeq2Seq.Pipelines.Shared;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>Makes one file of JSON lines of text files in which a blank line ends a document, such as CLUECorpusSmall's.</summary>
internal static class TxtToJsonl
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Command()
    {
        var input = new Option<string[]>("--input") { Description = "Text files, or folders of them.", AllowMultipleArgumentsPerToken = true, Required = true };
        var output = new Option<string>("--output") { Description = "The file to write; .jsonl is added where it lacks it.", DefaultValueFactory = _ => "data/corpus.jsonl" };
        var key = new Option<string>("--json-key") { Description = "The member that takes the document.", DefaultValueFactory = _ => "text" };
        var separator = new Option<string>("--separator") { Description = "The line that ends a document; a blank one where it is left out.", DefaultValueFactory = _ => "" };
        var minimum = new Option<int>("--minimum-length") { Description = "Documents of no more characters are left out.", DefaultValueFactory = _ => 10 };
        var keepOrder = new Option<bool>("--no-shuffle") { Description = "Leave the documents in their order." };
        var seed = new Option<int>("--seed") { Description = "Decides the order.", DefaultValueFactory = _ => 42 };
        var skip = new Option<bool>("--skip-bad-lines") { Description = "Tell lines that cannot be read and go on, instead of ending with the first." };
        var command = new Command("TxtToJsonl", "One JSON object a line, in shuffled order, of text files with blank lines between documents.") { input, output, key, separator, minimum, keepOrder, seed, skip };
        command.SetAction(parsed =>
        {
            var documents = new PlainTextDocuments(new PlainTextOptions
            {
                Inputs = parsed.GetValue(input)!, Separator = parsed.GetValue(separator)!, MinimumLength = parsed.GetValue(minimum), SkipBadLines = parsed.GetValue(skip),
            });
            string path = Path.ChangeExtension(parsed.GetValue(output)!, ".jsonl");
            string name = parsed.GetValue(key)!;
            int count = CorpusConsole.Run("documents", documents.Length, console =>
            {
                IEnumerable<byte[]> lines = documents.Read(console, console).Select(text => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { [name] = text }, s_json));
                return parsed.GetValue(keepOrder) ? ShuffledLines.Write(path, lines, random: null) : ShuffledLines.Write(path, lines, new KeyedRandom(unchecked((ulong)parsed.GetValue(seed))));
            });
            Console.WriteLine($"{count} documents; saved {path}");
        });
        return command;
    }
}
