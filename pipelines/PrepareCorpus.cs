using System.CommandLine;
using System.Globalization;
using MlNetSeq2Seq.Corpora;
using MlNetSeq2Seq.Pipelines.Shared;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>Turns a corpus of any size into a token dataset, which <c>ml.Seq2Seq().LoadTokens</c> opens at once.</summary>
internal static class PrepareCorpus
{
    public static Command Command()
    {
        var input = new Option<string[]>("--input") { Description = "Files or folders: a document a line, or a JSON object a line in .json and .jsonl files.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["data/running_text.txt"] };
        var key = new Option<string>("--json-key") { Description = "The member of a JSON object that holds the document.", DefaultValueFactory = _ => "text" };
        var tokenizer = new TokenizerArguments("BuildVocabulary makes one", takesFolder: true);
        var output = new Option<string>("--output") { Description = "The folder of the dataset.", DefaultValueFactory = _ => "data/prepared" };
        var shards = new Option<int?>("--shards") { Description = "Files of the dataset; one for each 256 MiB of text where it is left out." };
        var shard = new Option<string?>("--shard") { Description = "Make this one only, i/n with i from 0: for several processes or machines." };
        var threads = new Option<int>("--threads") { Description = "Threads that encode.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var length = new Option<int?>("--length") { Description = "Most tokens of a row; longer documents become several rows of whole sentences." };
        var minimum = new Option<int>("--minimum-length") { Description = "Rows of fewer tokens are left out.", DefaultValueFactory = _ => 1 };
        var noWords = new Option<bool>("--no-jieba") { Description = "Do not find words: every Chinese character is one." };
        var skip = new Option<bool>("--skip-bad-lines") { Description = "Tell lines that cannot be read and go on, instead of ending with the first." };
        var lineBytes = new Option<int>("--maximum-line-bytes") { Description = "Longest line that is read.", DefaultValueFactory = _ => 1 << 24 };
        var command = new Command("PrepareCorpus", "Words, tokens and sentences of a corpus of any size, in files that open at once. Run again after a stop it goes on.")
        {
            input, key, output, shards, shard, threads, length, minimum, noWords, skip, lineBytes,
        };
        foreach (Option option in tokenizer.Options)
        {
            command.Options.Add(option);
        }

        command.SetCancellableAction((parsed, cancellationToken) =>
        {
            (int Number, int Count)? only = parsed.GetValue(shard) is { } text ? Shard(text) : null;
            (Vocabulary tokens, TextTokenizerOptions options) = tokenizer.Of(parsed)
                ?? throw new ArgumentException("PrepareCorpus needs --vocabulary, which BuildVocabulary makes, or --tokenizer.");
            var preparation = new CorpusPreparation(
                new CorpusPreparationOptions
                {
                    Corpus = new CorpusOptions
                    {
                        Inputs = parsed.GetValue(input)!, JsonKey = parsed.GetValue(key)!, SkipBadLines = parsed.GetValue(skip), MaximumLineBytes = parsed.GetValue(lineBytes),
                    },
                    Output = parsed.GetValue(output)!,
                    Tokenizer = options,
                    Shards = only?.Count ?? parsed.GetValue(shards),
                    Segmenter = parsed.GetValue(noWords) ? null : new JiebaWordSegmenterOptions(),
                    Encoder = new CorpusEncoderOptions { MaximumTokens = parsed.GetValue(length), MinimumTokens = parsed.GetValue(minimum) },
                    Threads = parsed.GetValue(threads),
                },
                tokens);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{preparation.Length / 1e6:n1} MB of text in {preparation.ShardCount} shards, {parsed.GetValue(threads)} threads"));
            CorpusProgress done = CorpusConsole.Run("tokens", preparation.Length, console => preparation.Run(only?.Number, console, console, cancellationToken));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done.Documents:n0} rows, {done.Tokens:n0} tokens, {done.SkippedLines:n0} lines skipped; saved in {parsed.GetValue(output)}"));
            return Task.FromResult(0);
        });
        return command;
    }

    private static (int Number, int Count) Shard(string text) =>
        text.Split('/') is [{ } number, { } count]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int i)
        && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int n)
        && i < n
            ? (i, n)
            : throw new ArgumentException($"--shard wants i/n with i from 0 to n-1, such as 0/4, but got '{text}'.");
}
