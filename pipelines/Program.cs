using System.CommandLine;
using MlNetSeq2Seq.Pipelines;
using MlNetSeq2Seq.Pipelines.Shared;

// One pipeline a file; `dotnet run --project pipelines -- <name> --help` says what each takes.
Command[] textTools = [ScalingLaws.Command(), TxtToJsonl.Command(), BuildVocabulary.Command(), BuildWordReferences.Command(), PrepareCorpus.Command()];
if (!textTools.Any(tool => tool.Name == args.FirstOrDefault()))
{
    // Loading libtorch takes most of a second, which those who only read text need not wait for.
    Runtime.Prepare(args);
}

var root = new RootCommand($"Pipelines of MlNetSeq2Seq: Chinese sequence-to-sequence models in ML.NET. {OptionsFile.Description}")
{
    PretrainMlmSop.Command(),
    PretrainUnilm.Command(),
    PretrainGau.Command(),
    PretrainGpt.Command(),
    PretrainBart.Command(),
    FinetuneParaphrase.Command(),
    FinetuneChat.Command(),
    FinetuneTitle.Command(),
    CompareLstm.Command(),
    Paraphrase.Command(),
    FillMask.Command(),
    EvaluateParaphrase.Command(),
    Evaluate.Command(),
    FinetuneClue.Command(),
    PredictClue.Command(),
};
foreach (Command tool in textTools)
{
    root.Add(tool);
}

try
{
    ParseResult parsed = root.Parse(OptionsFile.Expand(args));
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Runtime.TimeToSave });
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Cancelled.");
    return 130;
}
catch (Exception e) when (IsTold(e) || (e is AggregateException { InnerException: { } inner } && IsTold(inner)))
{
    Console.Error.WriteLine(Sentence(Cause(e)));
    return 1;
}

static bool IsTold(Exception e) => e is IOException or InvalidDataException or ArgumentException or InvalidOperationException or UnauthorizedAccessException or FormatException or InsufficientMemoryException;

// ML.NET wraps what its cursors meet, as work on several threads does; what is said of a file names the file, which its own cause does not.
static Exception Cause(Exception e) => e is not (InvalidDataException or UnauthorizedAccessException or InsufficientMemoryException) && e.InnerException is { } inner ? Cause(inner) : e;

// Which parameter of a method it was says nothing to whoever wrote a command line.
static string Sentence(Exception e) => e is ArgumentException { ParamName: { } name } ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message;
