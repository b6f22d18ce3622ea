using System.CommandLine;
using System.Text;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Evaluation;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Models.Gpt;
using MlNetSeq2Seq.Pipelines.Shared;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>
/// Teaches GPT to answer questions, as MiniGLM's second stage: the loss counts answers and their ends alone. A tenth of the questions is held
/// out, with all their answers, to measure perplexity and Rouge-L on.
/// </summary>
internal static class FinetuneChat
{
    public static Command Command()
    {
        var sources = new DataArguments(new DataDefaults
        {
            Data = "data/chat.jsonl", Description = "Questions and answers: UTF-8, a JSON object a line.", Unit = "pairs", Output = "models/chat.zip", TakesTokenizer = true,
            From = "What to begin with: a model zip of PretrainGpt, whose vocabulary and sizes are kept, or weights.",
        });
        var questionKey = new Option<string>("--question-key") { Description = "The member of an object that holds the question.", DefaultValueFactory = _ => JsonPairFile.DefaultSourceKey };
        var answerKey = new Option<string>("--answer-key") { Description = "The member that holds the answer.", DefaultValueFactory = _ => JsonPairFile.DefaultTargetKey };
        var csv = new Option<string?>("--csv") { Description = "Where the table of metrics goes as a CSV file." };
        var answersFile = new Option<string?>("--answers") { Description = "Where the answers to the held out questions go, as JSON lines." };
        var sampling = new SamplingArguments(new SamplingOptions { Temperature = 0.2, TopK = 200, MaximumLength = 128 });
        var arguments = new TrainingArguments(new TrainingDefaults { Epochs = 40, Length = 128 });
        var command = new Command("FinetuneChat", "Fine-tunes GPT on questions and answers, measures it on held out ones and saves a model zip.")
        {
            questionKey, answerKey, csv, answersFile,
        };
        sources.AddTo(command);
        sampling.AddTo(command);
        arguments.AddTo(command);
        command.SetCancellableAction((parsed, cancellationToken) =>
        {
            TrainingValues values = arguments.Of(parsed);
            values = values with { Training = values.Training with { RestoreBest = true } };
            var ml = new MLContext(values.Seed);
            using DataValues source = sources.Of(parsed, ml);

            // A question that is on both sides of the split would be known by heart; the published data has many twice.
            TextPair[] pairs = source.First(JsonPairFile.Read(source.Path, parsed.GetValue(questionKey)!, parsed.GetValue(answerKey)!).DistinctBy(pair => (pair.Source, pair.Target)));
            (TextPair[] training, TextPair[] validation) = HeldOut.SplitBy(pairs, pair => pair.Source);
            (Vocabulary tokens, TextTokenizerOptions options) = source.TokenizerOf(training.SelectMany(pair => (string[])[pair.Source, pair.Target]));
            Console.WriteLine($"{training.Length} answers to learn from, {validation.Length} to measure on, {tokens.Count} tokens");
            GptConfig network = source.Start.Config<GptConfig>() ?? new GptConfig
            {
                VocabularySize = tokens.Count, LayerCount = values.Layers, HiddenSize = values.Hidden, HeadCount = values.Heads, MaximumLength = 2 * values.Length,
            };

            // [CLS] question [SEP] answer [SEP], GPT-2's without a token to begin with; labels from the token before the answer to the end token.
            EncodePrefixPairsEstimator encode = ml.Seq2Seq().EncodePrefixPairs(new EncodePrefixPairsOptions
            {
                Vocabulary = tokens, Tokenizer = options, Task = PrefixTask.NextToken, MaximumLength = Math.Min(values.Length, network.MaximumLength), Truncation = PairTruncation.LongestFirst,
            });
            IDataView rows = ml.Data.LoadFromEnumerable(training);
            IDataView held = ml.Data.LoadFromEnumerable(validation);
            IDataView heldTokens = encode.Fit(held).Transform(held);
            Seq2SeqTrainer<TextGenerationTransformer> trainer = ml.Seq2Seq().Trainers.Gpt(values.Complete(new GptTrainerOptions
            {
                Vocabulary = tokens,
                Tokenizer = options,
                Network = network with
                {
                    EmbeddingDropout = values.Dropout, AttentionDropout = values.Dropout, ResidualDropout = values.Dropout, InitializerRange = values.InitializerRange,
                },
                Generation = new GenerateTextOptions { CandidateCount = 1, Search = sampling.Of(parsed, values.Seed) },
                Validation = heldTokens,
                Writing = values.Writing(held),
            }, source.Start, cancellationToken));

            // The encoder is needed for training only; the scoring part of the chain reads and writes text.
            TransformerChain<TextGenerationTransformer> chain = values.Watch(() => new EstimatorChain<ITransformer>().Append(encode, TransformerScope.TrainTest).Append(trainer).Fit(rows));
            using TextGenerationTransformer writer = chain.LastTransformer;
            Console.WriteLine($"{trainer.Result!.End}: {trainer.Result.Steps.Count} steps, best at step {trainer.Result.BestStep}");
            TransformerChain<ITransformer> model = chain.GetModelFor(TransformerScope.Scoring);
            ml.Seq2Seq().SaveModel(model, ml.Data.LoadFromEnumerable<Query>([]).Schema, source.Output);
            Console.WriteLine($"saved {source.Output}");

            IDataView answered = ml.Data.Cache(model.Transform(held));
            Answer[] answers = [.. ml.Data.CreateEnumerable<Answer>(answered, reuseRowObject: false)];
            TrainingConsole.ShowCandidates(answers.Take(10), columns: 1);
            GenerationMetrics metrics = ml.Seq2Seq().Evaluate(answered, new EvaluateOptions { Model = writer.Model });
            DataFrame table = metrics.ToDataFrame();
            ValidationResult foreseen = ml.Seq2Seq().Measure(writer.Model, heldTokens, new CausalColumns(), CancellationToken.None);
            table.Append(new Dictionary<string, object> { ["metric"] = "Perplexity", ["value"] = foreseen.Perplexity }, inPlace: true);
            table.Append(new Dictionary<string, object> { ["metric"] = "Token accuracy", ["value"] = foreseen.Accuracy }, inPlace: true);
            MetricTable.Print($"{metrics.Count} pairs", table);
            if (parsed.GetValue(csv) is { } csvPath)
            {
                DataFrame.SaveCsv(table, csvPath, encoding: new UTF8Encoding(false));
            }

            if (parsed.GetValue(answersFile) is { } answersPath)
            {
                Answer.WriteLines(answersPath, answers, json: true);
            }

            return Task.FromResult(0);
        });
        return command;
    }
}
