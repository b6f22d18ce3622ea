using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Corpora;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Metrics;
using MlNetSeq2Seq.Models.Gpt;
using MlNetSeq2Seq.Objectives.CausalLm;
using MlNetSeq2Seq.Pipelines.Shared;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>
/// Pre-trains GPT on documents as MiniGLM does, but in windows of documents that share rows without seeing each other. The model zip continues
/// texts, and FinetuneChat begins with it.
/// </summary>
internal static class PretrainGpt
{
    private const int PromptLength = 8;

    public static Command Command()
    {
        var data = new Option<string>("--data") { Description = "Documents to learn from: UTF-8, one a line.", DefaultValueFactory = _ => "data/running_text.txt" };
        var tokenFolder = new Option<string?>("--tokens") { Description = "A token dataset of PrepareCorpus, in place of the data; it needs the vocabulary that it was made with." };
        var vocabulary = new Option<string?>("--vocabulary") { Description = "vocab.txt of BERT's form; the characters of the data where it is left out." };
        var from = new Option<string?>("--from") { Description = "A model zip or weights to begin with." };
        var output = new Option<string>("--output") { Description = "The model zip to write.", DefaultValueFactory = _ => "models/gpt.zip" };
        var limit = new Option<int?>("--limit") { Description = "Use the first so many documents only." };
        var prompts = new Option<string[]>("--prompt") { Description = "Texts to continue at the end; the beginnings of three held out documents where they are left out.", AllowMultipleArgumentsPerToken = true };
        var sampling = new SamplingArguments(new SamplingOptions { Temperature = 0.8, TopK = 200, MaximumLength = 64 });
        var arguments = new TrainingArguments(new TrainingDefaults { Epochs = 30, Length = 128 });
        var command = new Command("PretrainGpt", "Pre-trains GPT on documents, continues texts and saves a model zip.") { data, tokenFolder, vocabulary, from, output, limit, prompts };
        sampling.AddTo(command);
        arguments.AddTo(command);
        command.SetCancellableAction((parsed, cancellationToken) =>
        {
            TrainingValues values = arguments.Of(parsed);
            var ml = new MLContext(values.Seed);
            using StartingModel start = StartingModel.Read(ml, parsed.GetValue(from));
            Vocabulary? known = start.Model?.Tokenizer.Vocabulary ?? (parsed.GetValue(vocabulary) is { } path ? Vocabulary.ReadFile(path) : null);
            using TokenDataView? dataset = parsed.GetValue(tokenFolder) is { } folder ? TokenFolder.Open(ml, folder, known) : null;
            Document[] documents = dataset is null ? [.. Document.ReadLines(parsed.GetValue(data)!).Take(parsed.GetValue(limit) ?? int.MaxValue)] : [];
            Vocabulary tokens = known ?? Document.Characters(documents);
            (Document[] learnt, Document[] held) = dataset is null ? HeldOut.Split(documents) : ([], []);

            // [CLS] document [SEP], and what follows each token.
            TokenizeWordsEstimator tokenize = ml.Seq2Seq().TokenizeWords(new TokenizeWordsOptions
            {
                Tokenization = new WordTokenizationOptions { Vocabulary = tokens }, WordsFrom = WordSource.Tokenizer,
            });
            IDataView Tokenized(Document[] part) => ml.Data.LoadFromEnumerable(part) is var view ? tokenize.Fit(view).Transform(view) : view;
            (IDataView training, IDataView validation) = dataset is null
                ? (Tokenized(learnt), Tokenized(held))
                : HeldOut.Split(ml, dataset, Math.Min(dataset.Dataset.DocumentCount, parsed.GetValue(limit) ?? long.MaxValue));
            double unigrams = Unigrams(training);
            Console.WriteLine($"{dataset?.Dataset.DocumentCount ?? documents.Length} documents, a tenth of them to measure on, {tokens.Count} tokens");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a model that knows how frequent each token is and nothing else has a loss of {unigrams:f3}"));

            // Windows overlap for learning, so that tokens at the start of one have been seen with more before them; none counts twice in measuring.
            IDataView Packed(IDataView rows, bool labelsOnce)
            {
                int length = Math.Min(values.Length, start.Config<GptConfig>()?.MaximumLength ?? int.MaxValue);
                EstimatorChain<PackSequencesTransformer> chain = new EstimatorChain<ITransformer>()
                    .Append(ml.Seq2Seq().CausalLmLabels())
                    .Append(ml.Seq2Seq().CutWindows(new CutWindowsOptions { Windows = new SlidingWindowsOptions { Size = length, Stride = 3 * length / 4 }, LabelsOnce = labelsOnce }))
                    .Append(ml.Seq2Seq().PackSequences(new PackSequencesOptions { Packing = new SequencePackingOptions { MaximumLength = length } }));
                return ml.Data.Cache(chain.Fit(rows).Transform(rows));
            }

            var console = new TrainingConsole();
            Seq2SeqTrainer<TextGenerationTransformer> trainer = ml.Seq2Seq().Trainers.Gpt(new GptTrainerOptions
            {
                Vocabulary = tokens,
                Columns = new CausalColumns { PositionIds = "PositionIds", DocumentIds = "DocumentIds" },
                Network = start.Config<GptConfig>() ?? new GptConfig
                {
                    VocabularySize = tokens.Count, LayerCount = values.Layers, HiddenSize = values.Hidden, HeadCount = values.Heads, MaximumLength = 2 * values.Length,
                    EmbeddingDropout = values.Dropout, AttentionDropout = values.Dropout, ResidualDropout = values.Dropout, InitializerRange = values.InitializerRange,
                },
                Training = values.Training,
                LogFolder = values.LogFolder,
                Batches = values.Batches,
                Generation = new GenerateTextOptions { EndsSource = false, CandidateCount = 1, Search = sampling.Of(parsed, values.Seed) },
                Validation = Packed(validation, labelsOnce: true),
                InitialModel = start.Model,
                InitialWeights = start.Weights,
                Device = values.Device,
                Progress = console,
                Validated = console,
                CancellationToken = cancellationToken,
            });
            using TextGenerationTransformer model = trainer.Fit(Packed(training, labelsOnce: false));
            ValidationResult? last = trainer.Result!.Validations is [.., var final] ? final : null;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{trainer.Result.End}: {trainer.Result.Steps.Count} steps; validation loss {last?.Loss:f3}, that of frequencies alone {unigrams:f3}"));
            ml.Seq2Seq().SaveModel(model, ml.Data.LoadFromEnumerable<Query>([]).Schema, parsed.GetValue(output)!);
            Console.WriteLine($"saved {parsed.GetValue(output)}");
            string[] beginnings = parsed.GetValue(prompts) is [_, ..] given ? given : [.. held.Take(3).Select(document => document.Text[..Math.Min(PromptLength, document.Text.Length)])];
            IDataView asked = ml.Data.LoadFromEnumerable(beginnings.Select(text => new Query { Source = text }));
            foreach ((string text, string written) in beginnings.Zip(model.Transform(asked).GetColumn<string>("Generated")))
            {
                Console.WriteLine($"{text} → {written}");
            }

            return Task.FromResult(0);
        });
        return command;
    }

    private static double Unigrams(IDataView rows)
    {
        var entropy = new UnigramEntropy();
        foreach (int[] ids in rows.GetColumn<int[]>("InputIds"))
        {
            entropy.Add(ids);
        }

        return entropy.Value;
    }
}
