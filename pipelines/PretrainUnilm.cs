using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Metrics;
using MlNetSeq2Seq.Models.Unilm;
using MlNetSeq2Seq.Objectives.Unilm;
using MlNetSeq2Seq.Pipelines.Shared;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>
/// Pre-trains UniLM on documents: sentences, runs of them, four objectives with hidden tokens and the order of the parts. The model zip is
/// what FinetuneParaphrase begins with.
/// </summary>
internal static class PretrainUnilm
{
    private const int Orders = 2;

    public static Command Command()
    {
        var sources = new DataArguments(new DataDefaults { Output = "models/unilm.zip" });
        var wholeWords = new Option<bool>("--whole-words") { Description = "Hide the words that jieba finds, not single tokens." };
        var maskRate = new Option<double>("--mask-rate") { Description = "Share of the tokens that is hidden and asked for in training; it is measured on 15 %.", DefaultValueFactory = _ => 0.15 };
        var mix = new Option<string>("--mix") { Description = "Whether the four objectives are drawn for each row, as the source does (row), or a step trains one of them (batch).", DefaultValueFactory = _ => "row" };
        mix.AcceptOnlyFromAmong("row", "batch");
        var arguments = new TrainingArguments(new TrainingDefaults { Epochs = 10, Batch = 32, Length = 100 });
        var command = new Command("PretrainUnilm", "Pre-trains UniLM on documents and saves a model zip.") { wholeWords, maskRate, mix };
        sources.AddTo(command);
        arguments.AddTo(command);
        command.SetCancellableAction((parsed, cancellationToken) =>
        {
            TrainingValues values = arguments.Of(parsed);
            values = values with { Batches = values.Batches with { OneAttentionKind = parsed.GetValue(mix) == "batch" } };
            var ml = new MLContext(values.Seed);
            using DataValues source = sources.Of(parsed, ml);
            (Document[] training, Document[] validation, Vocabulary tokens) = source.Documents();
            double unigrams = Unigrams(training, tokens);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a model that knows how frequent each token is and nothing else has a loss of {unigrams:f3}"));

            var columns = new PrefixColumns { SequenceLabel = "SequenceLabel" };
            ChunkUnilmDocumentsEstimator chunk = ml.Seq2Seq().ChunkUnilmDocuments(new ChunkUnilmDocumentsOptions
            {
                Vocabulary = tokens, Chunking = new UnilmChunkingOptions { Length = values.Length },
            });
            var encoding = new EncodeUnilmPretrainingOptions
            {
                Vocabulary = tokens, Columns = columns, MaximumLength = values.Length, WholeWords = parsed.GetValue(wholeWords),
                Segmenter = parsed.GetValue(wholeWords) ? new JiebaWordSegmenterOptions() : null, Seed = values.Seed,
            };
            IDataView Encoded(Document[] rows, EncodeUnilmPretrainingOptions options)
            {
                IDataView sentences = chunk.Fit(ml.Data.LoadFromEnumerable(rows)).Transform(ml.Data.LoadFromEnumerable(rows));

                // Cached before the noise: every epoch draws it anew, but cuts sentences only once.
                IDataView kept = ml.Data.Cache(sentences);
                return ml.Seq2Seq().EncodeUnilmPretraining(options).Fit(kept).Transform(kept);
            }

            Seq2SeqTrainer<TextGenerationTransformer> trainer = ml.Seq2Seq().Trainers.Unilm(values.Complete(new UnilmTrainerOptions
            {
                Vocabulary = tokens,
                Columns = columns,
                Network = source.Start.Config<UnilmConfig>() ?? new UnilmConfig
                {
                    VocabularySize = tokens.Count, LayerCount = values.Layers, HiddenSize = values.Hidden, HeadCount = values.Heads,
                    IntermediateSize = 4 * values.Hidden, MaximumLength = 2 * values.Length, SequenceClassCount = Orders,
                    HiddenDropout = values.Dropout, AttentionDropout = values.Dropout, InitializerRange = values.InitializerRange,
                },
                Generation = new GenerateTextOptions { Search = new BeamSearchOptions { BeamSize = 3, Count = 3, MinimumLength = 2, MaximumLength = 32 } },

                // Measured on the source's share of hidden tokens, whatever is trained on, so that runs can be compared.
                Validation = Encoded(validation, encoding),
            }, source.Start, cancellationToken));
            using TextGenerationTransformer model = values.Watch(() => trainer.Fit(Encoded(training, encoding with { MaskRate = parsed.GetValue(maskRate) })));
            ValidationResult? last = trainer.Result!.Validations is [.., var final] ? final : null;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{trainer.Result.End}: {trainer.Result.Steps.Count} steps; validation loss {last?.Loss:f3}, {unigrams - last?.Loss:f3} below that of frequencies alone"));
            ml.Seq2Seq().SaveModel(model, ml.Data.LoadFromEnumerable<Query>([]).Schema, source.Output);
            Console.WriteLine($"saved {source.Output}");
            return Task.FromResult(0);
        });
        return command;
    }

    private static double Unigrams(Document[] documents, Vocabulary vocabulary)
    {
        var tokenizer = new BertTextTokenizer(vocabulary);
        var entropy = new UnigramEntropy();
        foreach (Document document in documents)
        {
            entropy.Add(tokenizer.Encode(document.Text).Ids);
        }

        return entropy.Value;
    }
}
