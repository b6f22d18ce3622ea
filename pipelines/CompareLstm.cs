using System.CommandLine;
using System.Text;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Models.Gpt;
using MlNetSeq2Seq.Models.Lstm;
using MlNetSeq2Seq.Objectives.CausalLm;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Pipelines.Shared;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>
/// MiniGLM's exploratory comparison: an LSTM language model against GPT of like size, on the same rows, with the same schedule, as a table.
/// Unlike the source's, the LSTM has embeddings and an output layer, so it is a language model.
/// </summary>
internal static class CompareLstm
{
    // Widths that are multiples of it are what vector units like.
    private const int WidthStep = 8;

    public static Command Command()
    {
        var data = new Option<string>("--data") { Description = "Documents to learn from: UTF-8, one a line.", DefaultValueFactory = _ => "data/running_text.txt" };
        var vocabulary = new Option<string?>("--vocabulary") { Description = "vocab.txt of BERT's form; the characters of the data where it is left out." };
        var limit = new Option<int?>("--limit") { Description = "Use the first so many documents only." };
        var csv = new Option<string?>("--csv") { Description = "Where the table goes as a CSV file." };
        var arguments = new TrainingArguments(new TrainingDefaults { Epochs = 20, Length = 128 });
        var command = new Command("CompareLstm", "Trains GPT and an LSTM language model of like size on the same documents and compares them.") { data, vocabulary, limit, csv };
        arguments.AddTo(command);
        command.SetCancellableAction((parsed, cancellationToken) =>
        {
            TrainingValues values = arguments.Of(parsed);
            var ml = new MLContext(values.Seed);
            Document[] documents = [.. Document.ReadLines(parsed.GetValue(data)!).Take(parsed.GetValue(limit) ?? int.MaxValue)];
            (Document[] training, Document[] validation) = HeldOut.Split(documents);
            Vocabulary tokens = parsed.GetValue(vocabulary) is { } path ? Vocabulary.ReadFile(path) : Document.Characters(documents.Select(document => document.Text));
            Console.WriteLine($"{training.Length} documents to learn from, {validation.Length} to measure on, {tokens.Count} tokens");

            // Rows are one document or a window of it: a recurrent state cannot be kept from seeing a document before in the row.
            IDataView Rows(Document[] part)
            {
                IDataView view = ml.Data.LoadFromEnumerable(part);
                EstimatorChain<RowTransformer> chain = new EstimatorChain<ITransformer>()
                    .Append(ml.Seq2Seq().TokenizeWords(new TokenizeWordsOptions { Tokenization = new WordTokenizationOptions { Vocabulary = tokens }, WordsFrom = WordSource.Tokenizer }))
                    .Append(ml.Seq2Seq().CausalLmLabels())
                    .Append(ml.Seq2Seq().CutWindows(new CutWindowsOptions { Windows = new SlidingWindowsOptions { Size = values.Length, Stride = values.Length }, LabelsOnce = true }));
                return ml.Data.Cache(chain.Fit(view).Transform(view));
            }

            (IDataView learnt, IDataView held) = (Rows(training), Rows(validation));
            var gpt = new GptConfig
            {
                VocabularySize = tokens.Count, LayerCount = values.Layers, HiddenSize = values.Hidden, HeadCount = values.Heads, MaximumLength = values.Length,
                EmbeddingDropout = values.Dropout, AttentionDropout = values.Dropout, ResidualDropout = values.Dropout, InitializerRange = values.InitializerRange,
            };
            int width = LikeWidth(gpt);
            var lstm = new LstmConfig
            {
                VocabularySize = tokens.Count, LayerCount = values.Layers, EmbeddingSize = width, HiddenSize = width, IsTied = true, MaximumLength = values.Length,
                Dropout = values.Dropout, InitializerRange = values.InitializerRange,
            };

            TOptions With<TOptions>(TOptions options)
                where TOptions : GenerationTrainerOptions
            {
                // A recurrent network has no layers that could be computed again.
                bool isGpt = options is GptTrainerOptions;
                TrainingValues own = values.In(isGpt ? "gpt" : "lstm");
                TrainingOptions training = own.Training with { RecomputeActivations = own.Training.RecomputeActivations && isGpt };
                return (TOptions)((own with { Training = training }).Complete(options, new StartingModel(null, null), cancellationToken) with { Validation = held });
            }

            Compared[] compared =
            [
                Train("GPT", ml.Seq2Seq().Trainers.Gpt(With(new GptTrainerOptions { Vocabulary = tokens, Network = gpt })), learnt, values),
                Train("LSTM", ml.Seq2Seq().Trainers.Lstm(With(new LstmTrainerOptions { Vocabulary = tokens, Network = lstm })), learnt, values),
            ];
            var table = new DataFrame(
                new StringDataFrameColumn("model", compared.Select(c => c.Name)),
                new Int64DataFrameColumn("parameters", compared.Select(c => c.Parameters)),
                new DoubleDataFrameColumn("validation loss", compared.Select(c => c.Loss)),
                new DoubleDataFrameColumn("perplexity", compared.Select(c => Math.Exp(c.Loss))),
                new DoubleDataFrameColumn("tokens/s", compared.Select(c => Math.Round(c.Speed))));
            MetricTable.Print(table);
            if (parsed.GetValue(csv) is { } csvPath)
            {
                DataFrame.SaveCsv(table, csvPath, encoding: new UTF8Encoding(false));
            }

            return Task.FromResult(0);
        });
        return command;
    }

    // The best of the epochs: the two do not begin to learn by heart at the same time.
    private static Compared Train(string name, Seq2SeqTrainer<TextGenerationTransformer> trainer, IDataView rows, TrainingValues values)
    {
        Console.WriteLine(name);
        using TextGenerationTransformer model = values.Watch(() => trainer.Fit(rows));
        TrainingResult result = trainer.Result!;
        return result.Validations.Count > 0
            ? new Compared(name, Parameters(model.Model.Network), result.Validations.Min(v => v.Loss), result.Steps[^1].TokensPerSecond)
            : throw new OperationCanceledException();
    }

    // The width at which a tied LSTM of as many layers comes closest to the size of a GPT.
    private static int LikeWidth(GptConfig config)
    {
        using var network = new GptModel(config);
        long wanted = Parameters(network);
        long Size(long width) => (config.VocabularySize * width) + (config.LayerCount * ((8 * width * width) + (8 * width)));
        return Enumerable.Range(1, config.HiddenSize).Select(i => WidthStep * i).MinBy(width => Math.Abs(Size(width) - wanted));
    }

    private static long Parameters(Seq2SeqModel network) => network.parameters().Sum(parameter => parameter.numel());

    private sealed record Compared(string Name, long Parameters, double Loss, double Speed);
}
