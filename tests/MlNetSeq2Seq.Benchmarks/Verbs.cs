using System.CommandLine;
using MlNetSeq2Seq.Benchmarks.Comparison;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Benchmarks;

/// <summary>The verbs of the program.</summary>
internal static class Verbs
{
    private static readonly Option<string> Folder = new("--folder") { Description = "What 'prepare' writes and the others read.", Required = true };
    private static readonly Option<string> Shape = new("--shape") { Description = "small (2 layers, 128 wide) or base (12 layers, 768 wide).", DefaultValueFactory = _ => Shapes.Small };
    private static readonly Option<string> Network = new("--network") { Description = $"{string.Join(", ", Shapes.Networks)}.", DefaultValueFactory = _ => Shapes.Unilm };
    private static readonly Option<int> Threads = new("--threads") { Description = "Threads of libtorch.", DefaultValueFactory = _ => Environment.ProcessorCount };
    private static readonly Option<bool> KeepFreed = new("--keep-freed") { Description = "Keep freed memory in the process." };
    private static readonly Option<int?> Repeats = new("--repeats") { Description = "How often to measure; without it once for every line of the input." };

    public static RootCommand Root() =>
        new("Benchmarks of MlNetSeq2Seq. 'micro' measures pieces with BenchmarkDotNet; the other verbs print one JSON line a repeat.")
        {
            new Command("micro", "Measures pieces; takes BenchmarkDotNet's options, for example --filter *Beam*."),
            Prepare(),
            Train(),
            Decode(),
            Mask(),
            Overhead(),
            Memory(),
            Activations(),
        };

    private static Command Prepare()
    {
        Option<string> pairs = new("--pairs") { Description = "Pairs, source U+0001 target.", Required = true };
        Option<string> queries = new("--queries") { Description = "One query a line.", Required = true };
        Option<string?> chats = new("--chats") { Description = "Chats, a JSON object with Question and Answer a line; without it the pairs." };
        Option<string?> vocabulary = new("--vocabulary") { Description = "BERT vocabulary; without it the characters of the texts." };
        Option<string> texts = new("--texts") { Description = "Chinese texts, one a line, to be masked.", Required = true };
        Option<int> epochs = new("--epochs") { Description = "How long the small model learns.", DefaultValueFactory = _ => 40 };
        Option<bool> withBase = new("--base") { Description = "Write the networks of 12 layers too." };
        var command = new Command("prepare", "Writes tokens, samples and weights for both sides of a comparison.") { Folder, pairs, queries, texts, chats, vocabulary, epochs, withBase };
        command.SetAction(parsed => PrepareCommand.Run(
            parsed.GetRequiredValue(Folder),
            parsed.GetRequiredValue(pairs),
            parsed.GetRequiredValue(queries),
            parsed.GetRequiredValue(texts),
            parsed.GetValue(chats),
            parsed.GetValue(vocabulary),
            parsed.GetValue(epochs),
            parsed.GetValue(withBase)));
        return command;
    }

    private static Command Train()
    {
        Option<TrainMode> mode = new("--mode") { Description = "equal: the other side's tensors; product: length buckets and fresh masks.", Required = true };
        Option<int> rows = new("--rows") { Description = "Rows of a batch.", DefaultValueFactory = _ => 8 };
        Option<int> steps = new("--steps") { Description = "Steps of a repeat.", DefaultValueFactory = _ => 8 };
        Option<int> warmup = new("--warmup") { Description = "Steps before the first repeat.", DefaultValueFactory = _ => 2 };
        Option<TrainingPrecision> precision = new("--precision") { Description = "Type of matrix products.", DefaultValueFactory = _ => TrainingPrecision.Float32 };
        var command = new Command("train", "Measures training steps.") { Folder, Network, Shape, mode, rows, steps, warmup, precision, Threads, KeepFreed, Repeats };
        command.SetAction(parsed => TrainCommand.Run(
            new TrainSettings
            {
                Folder = parsed.GetRequiredValue(Folder),
                Network = parsed.GetRequiredValue(Network),
                Shape = parsed.GetRequiredValue(Shape),
                Mode = parsed.GetRequiredValue(mode),
                Rows = parsed.GetValue(rows),
                Steps = parsed.GetValue(steps),
                WarmupSteps = parsed.GetValue(warmup),
                Threads = parsed.GetValue(Threads),
                KeepFreed = parsed.GetValue(KeepFreed),
                Precision = parsed.GetValue(precision),
            },
            new Turns(parsed.GetValue(Repeats))));
        return command;
    }

    private static Command Decode()
    {
        Option<int> beams = new("--beams") { Description = "Places of the beam; 1 for greedy search.", DefaultValueFactory = _ => 1 };
        Option<int> rows = new("--rows") { Description = "Sources of a batch of beam search.", DefaultValueFactory = _ => new GenerateTextOptions().BatchSize };
        Option<int> maximumLength = new("--maximum-length") { Description = "Most tokens of a text.", DefaultValueFactory = _ => 32 };
        Option<int?> queries = new("--queries") { Description = "How many queries are answered; without it all." };
        var command = new Command("decode", "Measures writing.") { Folder, Shape, beams, rows, maximumLength, queries, Threads, KeepFreed, Repeats };
        command.SetAction(parsed => DecodeCommand.Run(
            new DecodeSettings
            {
                Folder = parsed.GetRequiredValue(Folder),
                Shape = parsed.GetRequiredValue(Shape),
                Beams = parsed.GetValue(beams),
                Rows = parsed.GetValue(rows),
                MaximumLength = parsed.GetValue(maximumLength),
                Queries = parsed.GetValue(queries),
                Threads = parsed.GetValue(Threads),
                KeepFreed = parsed.GetValue(KeepFreed),
            },
            new Turns(parsed.GetValue(Repeats))));
        return command;
    }

    private static Command Mask()
    {
        Option<bool> view = new("--view") { Description = "Through the components of a pipeline, as a trainer reads them; else through the algorithms." };
        var command = new Command("mask", "Measures the way from text to masked tokens, on one thread.") { Folder, view, Repeats };
        command.SetAction(parsed => MaskCommand.Run(parsed.GetRequiredValue(Folder), parsed.GetValue(view), new Turns(parsed.GetValue(Repeats))));
        return command;
    }

    private static Command Overhead()
    {
        Option<int> rows = new("--rows") { Description = "Rows of a batch.", DefaultValueFactory = _ => 8 };
        Option<int> steps = new("--steps") { Description = "Steps of a turn that are measured.", DefaultValueFactory = _ => 100 };
        Option<int> rounds = new("--rounds") { Description = "Turns of each way.", DefaultValueFactory = _ => 7 };
        Option<string[]> ways = new("--ways") { Description = "What is compared with plain training.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [.. OverheadCommand.Ways] };
        ways.AcceptOnlyFromAmong([.. OverheadCommand.Ways]);
        var command = new Command("overhead", "Measures what watching, a checkpoint every 100 steps and averages add to a training step.") { Shape, rows, steps, rounds, ways, Threads };
        command.SetAction(parsed => OverheadCommand.Run(
            parsed.GetValue(Shape)!, parsed.GetValue(rows), parsed.GetValue(steps), parsed.GetValue(rounds), parsed.GetValue(ways)!, parsed.GetValue(Threads)));
        return command;
    }

    private static Command Memory()
    {
        Option<int> steps = new("--steps") { Description = "Steps.", DefaultValueFactory = _ => 20000 };
        Option<int> settled = new("--settled") { Description = "Steps after which code is compiled and buffers have their sizes: growth counts from there.", DefaultValueFactory = _ => 2000 };
        var command = new Command("memory", "Prints what memory a training of many tiny steps takes, and how much it grew.") { steps, settled };
        command.SetAction(parsed => MemoryCommand.Run(parsed.GetValue(steps), parsed.GetValue(settled)));
        return command;
    }

    private static Command Activations()
    {
        Option<int> rows = new("--rows") { Description = "Rows of a batch.", DefaultValueFactory = _ => 8 };
        Option<int> length = new("--length") { Description = "Tokens of a row.", DefaultValueFactory = _ => 128 };
        Option<int> steps = new("--steps") { Description = "Steps.", DefaultValueFactory = _ => 5 };
        Option<bool> recompute = new("--recompute") { Description = "Compute activations again in the backward pass." };
        var command = new Command("activations", "Prints the peak of resident memory and the processor time of training steps; to be run without and with --recompute.") { Shape, rows, length, steps, recompute, Threads };
        command.SetAction(parsed => ActivationCommand.Run(
            parsed.GetValue(Shape)!, parsed.GetValue(rows), parsed.GetValue(length), parsed.GetValue(steps), parsed.GetValue(recompute), parsed.GetValue(Threads)));
        return command;
    }
}
