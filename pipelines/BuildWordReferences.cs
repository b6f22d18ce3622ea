using System.CommandLine;
using MlNetSeq2Seq.Corpora;
using MlNetSeq2Seq.Pipelines.Shared;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>Finds the words of a corpus for whole-word masking: a file of texts and a file of references, line by line.</summary>
internal static class BuildWordReferences
{
    public static Command Command()
    {
        var input = new Option<string[]>("--input") { Description = "Files or folders: a JSON object a line in .json and .jsonl files, else a document a line.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["data/running_text.txt"] };
        var key = new Option<string>("--json-key") { Description = "The member of a JSON object that holds the document.", DefaultValueFactory = _ => "text" };
        var vocabulary = new Option<string>("--vocabulary") { Description = "vocab.txt of BERT's form.", Required = true };
        var texts = new Option<string>("--texts") { Description = "Where the texts go.", DefaultValueFactory = _ => "data/reftext.txt" };
        var references = new Option<string>("--references") { Description = "Where their references go.", DefaultValueFactory = _ => "data/refids.txt" };
        var threads = new Option<int>("--threads") { Description = "Threads at work.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var skip = new Option<bool>("--skip-bad-lines") { Description = "Tell lines that cannot be read and go on, instead of ending with the first." };
        var command = new Command("BuildWordReferences", "Whole-word references of a corpus by jieba, in the form of HJHGJGHHG/GAU-PyTorch.") { input, key, vocabulary, texts, references, threads, skip };
        command.SetAction(parsed =>
        {
            var reader = new CorpusReader(new CorpusOptions { Inputs = parsed.GetValue(input)!, JsonKey = parsed.GetValue(key)!, SkipBadLines = parsed.GetValue(skip) });
            var builder = new WordReferenceBuilder(new JiebaWordSegmenter(), new BertTextTokenizer(Vocabulary.ReadFile(parsed.GetValue(vocabulary)!)));
            long count = CorpusConsole.Run("references", reader.Length, console =>
            {
                // Both files are there at the end, or neither is.
                long written = 0;
                OutputFile.Write(parsed.GetValue(texts)!, textStream => OutputFile.Write(parsed.GetValue(references)!, referenceStream =>
                {
                    using var textLines = new StreamWriter(textStream) { NewLine = "\n" };
                    using var referenceLines = new StreamWriter(referenceStream) { NewLine = "\n" };
                    foreach (ReferencedText block in reader.Read(console, console).AsParallel().AsOrdered()
                        .WithDegreeOfParallelism(parsed.GetValue(threads)).SelectMany(builder.Build))
                    {
                        textLines.WriteLine(block.Text);
                        referenceLines.WriteLine(WordReferenceFile.Format(block.References));
                        written++;
                    }
                }));
                return written;
            });
            Console.WriteLine($"{count} texts; saved {parsed.GetValue(texts)} and {parsed.GetValue(references)}");
        });
        return command;
    }
}
