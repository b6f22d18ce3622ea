using System.CommandLine;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.FillMask;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Pipelines.Shared;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>
/// Pre-trains BERT on documents as Erlangshen was: sentences, blocks, pairs whose order is asked for, hidden words. The model zip fills
/// masks, and FinetuneParaphrase and FinetuneClue begin with it.
/// </summary>
internal static class PretrainMlmSop
{
    // BERT has two; UniLM, which can begin with the weights, has six.
    private const int Segments = 6;

    private static readonly Dictionary<string, MaskingRule> s_rules = new(StringComparer.OrdinalIgnoreCase)
    {
        ["megatron"] = MaskingRule.Megatron, ["jieba-ngram"] = MaskingRule.JiebaNgram, ["bert"] = MaskingRule.Bert, ["bert-wwm"] = MaskingRule.BertWwm,
        ["roberta-zh"] = MaskingRule.RobertaZh, ["spanbert"] = MaskingRule.SpanBert, ["macbert"] = MaskingRule.MacBert,
    };

    public static Command Command()
    {
        var sources = new DataArguments(new DataDefaults { Output = "models/bert.zip" });
        var masking = new Option<string>("--masking") { Description = $"How words are hidden: {string.Join(", ", s_rules.Keys)}.", DefaultValueFactory = _ => "megatron" };
        masking.AcceptOnlyFromAmong([.. s_rules.Keys]);
        var arguments = new TrainingArguments(new TrainingDefaults { Epochs = 10, Batch = 32, Length = 128 });
        var command = new Command("PretrainMlmSop", "Pre-trains BERT on hidden words and the order of sentences and saves a model zip.") { masking };
        sources.AddTo(command);
        arguments.AddTo(command);
        command.SetCancellableAction((parsed, cancellationToken) =>
        {
            TrainingValues values = arguments.Of(parsed);
            var ml = new MLContext(values.Seed);
            using DataValues source = sources.Of(parsed, ml);
            (Document[] training, Document[] validation, Vocabulary tokens) = source.Documents();

            const int specialTokens = 3;
            EstimatorChain<RowTransformer> clean = new EstimatorChain<ITransformer>()
                .Append(ml.Seq2Seq().SplitSentences())
                .Append(ml.Seq2Seq().PackSentences(new PackSentencesOptions { Vocabulary = tokens, Packing = new SentencePackingOptions { MaximumLength = values.Length - specialTokens } }));
            EstimatorChain<RowTransformer> noise = new EstimatorChain<ITransformer>()
                .Append(ml.Seq2Seq().SentenceOrderPair(new SentenceOrderPairOptions { Vocabulary = tokens, MaximumLength = values.Length, Seed = values.Seed }))
                .Append(ml.Seq2Seq().WholeWordMask(new WholeWordMaskOptions { Vocabulary = tokens, Rule = s_rules[parsed.GetValue(masking)!], Seed = values.Seed }));

            // Sentences and blocks are kept, pairs and masks drawn anew in every epoch.
            IDataView Kept(Document[] rows) => ml.Data.Cache(clean.Fit(ml.Data.LoadFromEnumerable(rows)).Transform(ml.Data.LoadFromEnumerable(rows)));
            IDataView kept = Kept(training);
            TransformerChain<RowTransformer> noisy = noise.Fit(kept);
            Seq2SeqTrainer<FillMaskTransformer> trainer = ml.Seq2Seq().Trainers.Bert(values.Complete(new BertTrainerOptions
            {
                Vocabulary = tokens,
                Columns = new MaskedColumns { SequenceLabel = "SequenceLabel" },
                Network = source.Start.Config<BertConfig>() ?? new BertConfig
                {
                    VocabularySize = tokens.Count, LayerCount = values.Layers, HiddenSize = values.Hidden, HeadCount = values.Heads,
                    IntermediateSize = 4 * values.Hidden, MaximumLength = 2 * values.Length, SegmentCount = Segments,
                    HiddenDropout = values.Dropout, AttentionDropout = values.Dropout, InitializerRange = values.InitializerRange,
                },
                Validation = noisy.Transform(Kept(validation)),
            }, source.Start, cancellationToken));
            using FillMaskTransformer model = values.Watch(() => trainer.Fit(noisy.Transform(kept)));
            ml.Seq2Seq().SaveModel(model, ml.Data.LoadFromEnumerable<Document>([]).Schema, source.Output);
            Console.WriteLine($"{trainer.Result!.End}: {trainer.Result.Steps.Count} steps; saved {source.Output}");
            return Task.FromResult(0);
        });
        return command;
    }
}
