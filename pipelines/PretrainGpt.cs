using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
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
        var sources = new DataArguments(new DataDefaults { Output = "models/gpt.zip", TakesTokenizer = true });
        var tokenFolder = new Option<string?>("--tokens") { Description = "A token dataset of PrepareCorpus, in place of the data; it needs the vocabulary that it was made with." };
        var prompts = new Option<string[]>("--prompt") { Description = "Texts to continue at the end; the beginnings of three held out documents where they are left out.", AllowMultipleArgumentsPerToken = true };
        var sampling = new SamplingArguments(new SamplingOptions { Temperature = 0.8, TopK = 200, MaximumLength = 64 });
        var arguments = new TrainingArguments(new TrainingDefaults { Epochs = 30, Length = 128 });
        var command = new Command("PretrainGpt", "Pre-trains GPT on documents, continues texts and saves a model zip.") { tokenFolder, prompts };
        sources.AddTo(command);
        sampling.AddTo(command);
        arguments.AddTo(command);
        command.SetCancellableAction((parsed, cancellationToken) =>
        {
            TrainingValues values = arguments.Of(parsed);
            var ml = new MLContext(values.Seed);
            using DataValues source = sources.Of(parsed, ml);
            using TokenParts? dataset = parsed.GetValue(tokenFolder) is { } folder ? TokenParts.Open(ml, folder, source.Known, source.Limit) : null;
            Document[] documents = dataset is null ? source.First(Document.ReadLines(source.Path)) : [];
            (Vocabulary tokens, TextTokenizerOptions options) = source.TokenizerOf(documents.Select(document => document.Text));
            (Document[] learnt, Document[] held) = dataset is null ? HeldOut.Split(documents) : ([], []);

            // [CLS] document [SEP], GPT-2's without a token to begin with, and what follows each token.
            TokenizeWordsEstimator tokenize = ml.Seq2Seq().TokenizeWords(new TokenizeWordsOptions
            {
                Tokenization = new WordTokenizationOptions { Vocabulary = tokens, Tokenizer = options }, WordsFrom = WordSource.Tokenizer,
            });
            IDataView Tokenized(Document[] part) => ml.Data.LoadFromEnumerable(part) is var view ? tokenize.Fit(view).Transform(view) : view;
            (IDataView training, IDataView validation) = dataset is null
                ? (Tokenized(learnt), Tokenized(held))
                : (dataset.Training, dataset.Validation);
            double unigrams = Unigrams(training);
            Console.WriteLine($"{dataset?.Count ?? documents.Length} documents, a tenth of them to measure on, {tokens.Count} tokens");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a model that knows how frequent each token is and nothing else has a loss of {unigrams:f3}"));

            // Windows overlap for learning, so that tokens at the start of one have been seen with more before them; none counts twice in measuring.
            IDataView Packed(IDataView rows, bool labelsOnce)
            {
                int length = Math.Min(values.Length, source.Start.Config<GptConfig>()?.MaximumLength ?? int.MaxValue);
                EstimatorChain<PackSequencesTransformer> chain = new EstimatorChain<ITransformer>()
                    .Append(ml.Seq2Seq().CausalLmLabels())
                    .Append(ml.Seq2Seq().CutWindows(new CutWindowsOptions { Windows = new SlidingWindowsOptions { Size = length, Stride = 3 * length / 4 }, LabelsOnce = labelsOnce }))
                    .Append(ml.Seq2Seq().PackSequences(new PackSequencesOptions { Packing = new SequencePackingOptions { MaximumLength = length } }));
                IDataView packed = chain.Fit(rows).Transform(rows);

                // Rows of a dataset are packed again whenever a batch needs them, so that it may be larger than memory.
                return dataset is null ? ml.Data.Cache(packed) : packed;
            }

            Seq2SeqTrainer<TextGenerationTransformer> trainer = ml.Seq2Seq().Trainers.Gpt(values.Complete(new GptTrainerOptions
            {
                Vocabulary = tokens,
                Tokenizer = options,
                Columns = new CausalColumns { PositionIds = "PositionIds", DocumentIds = "DocumentIds" },
                Network = source.Start.Config<GptConfig>() ?? new GptConfig
                {
                    VocabularySize = tokens.Count, LayerCount = values.Layers, HiddenSize = values.Hidden, HeadCount = values.Heads, MaximumLength = 2 * values.Length,
                    EmbeddingDropout = values.Dropout, AttentionDropout = values.Dropout, ResidualDropout = values.Dropout, InitializerRange = values.InitializerRange,
                },
                Generation = new GenerateTextOptions { EndsSource = false, CandidateCount = 1, Search = sampling.Of(parsed, values.Seed) },
                Validation = Packed(validation, labelsOnce: true),
            }, source.Start, cancellationToken));
            using TextGenerationTransformer model = values.Watch(() => trainer.Fit(Packed(training, labelsOnce: false)));
            ValidationResult? last = trainer.Result!.Validations is [.., var final] ? final : null;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{trainer.Result.End}: {trainer.Result.Steps.Count} steps; validation loss {last?.Loss:f3}, that of frequencies alone {unigrams:f3}"));
            ml.Seq2Seq().SaveModel(model, ml.Data.LoadFromEnumerable<Query>([]).Schema, source.Output);
            Console.WriteLine($"saved {source.Output}");
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
