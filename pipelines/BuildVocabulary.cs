using System.CommandLine;
using MlNetSeq2Seq.Corpora;
using MlNetSeq2Seq.Pipelines.Shared;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>Learns a vocabulary from a corpus that is read once.</summary>
internal static class BuildVocabulary
{
    public static Command Command()
    {
        var input = new Option<string[]>("--input") { Description = "Files or folders: a document a line, or a JSON object a line in .json and .jsonl files.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["data/running_text.txt"] };
        var key = new Option<string>("--json-key") { Description = "The member of a JSON object that holds the document.", DefaultValueFactory = _ => "text" };
        var output = new Option<string>("--output") { Description = "The vocabulary to write.", DefaultValueFactory = _ => "models/vocab.txt" };
        var size = new Option<int>("--size") { Description = "Most tokens, special ones included.", DefaultValueFactory = _ => 21128 };
        var count = new Option<int>("--minimum-count") { Description = "How often a character or a piece must occur.", DefaultValueFactory = _ => 1 };
        var characters = new Option<bool>("--characters") { Description = "Single characters only, no pieces of words." };
        var skip = new Option<bool>("--skip-bad-lines") { Description = "Tell lines that cannot be read and go on, instead of ending with the first." };
        var command = new Command("BuildVocabulary", "A WordPiece vocabulary of a corpus.") { input, key, output, size, count, characters, skip };
        command.SetAction(parsed =>
        {
            var reader = new CorpusReader(new CorpusOptions { Inputs = parsed.GetValue(input)!, JsonKey = parsed.GetValue(key)!, SkipBadLines = parsed.GetValue(skip) });
            var builder = new VocabularyBuilder(new VocabularyBuilderOptions { MaximumSize = parsed.GetValue(size), MinimumCount = parsed.GetValue(count) });
            Vocabulary vocabulary = CorpusConsole.Run("words", reader.Length, console =>
            {
                foreach (string document in reader.Read(console, console))
                {
                    builder.Add(document);
                }

                return parsed.GetValue(characters) ? builder.BuildCharacters() : builder.BuildWordPieces();
            });
            OutputFile.Write(parsed.GetValue(output)!, vocabulary.Write);
            Console.WriteLine($"{vocabulary.Count} tokens; saved {parsed.GetValue(output)}");
        });
        return command;
    }
}
