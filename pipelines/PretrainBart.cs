using System.CommandLine;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Models.Bart;
using MlNetSeq2Seq.Objectives.Noising;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Pipelines.Shared;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>Pre-trains BART to restore texts that five noises damaged. The model zip is what FinetuneTitle begins with.</summary>
internal static class PretrainBart
{
    private static readonly string[] s_noises = ["permutation", "infilling", "deletion", "insertion", "rotation"];

    public static Command Command()
    {
        var sources = new DataArguments(new DataDefaults { Output = "models/bart.zip" });
        var noises = new Option<string[]>("--noises") { Description = $"What damages the texts, some of {string.Join(", ", s_noises)}.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => s_noises };
        noises.AcceptOnlyFromAmong(s_noises);
        var arguments = new TrainingArguments(new TrainingDefaults { Epochs = 20, Length = 128 });
        var command = new Command("PretrainBart", "Pre-trains BART on damaged texts and saves a model zip.") { noises };
        sources.AddTo(command);
        arguments.AddTo(command);
        command.SetCancellableAction((parsed, cancellationToken) =>
        {
            TrainingValues values = arguments.Of(parsed);
            var ml = new MLContext(values.Seed);
            using DataValues source = sources.Of(parsed, ml);
            (Document[] training, Document[] validation, Vocabulary tokens) = source.Documents();
            var special = SpecialTokens.Of(tokens);

            // Words are hidden whole, so jieba finds them; blocks of whole sentences, so that sentences can change places.
            const int specialTokens = 2;
            EstimatorChain<RowTransformer> prepare = new EstimatorChain<ITransformer>()
                .Append(ml.Seq2Seq().SplitSentences())
                .Append(ml.Seq2Seq().PackSentences(new PackSentencesOptions { Vocabulary = tokens, Packing = new SentencePackingOptions { MaximumLength = values.Length - specialTokens } }))
                .Append(ml.Seq2Seq().SegmentWords())
                .Append(ml.Seq2Seq().TokenizeWords(new TokenizeWordsOptions { Tokenization = new WordTokenizationOptions { Vocabulary = tokens, MaximumLength = values.Length } }));
            BartNoiseEstimator damage = ml.Seq2Seq().BartNoise(new BartNoiseOptions
            {
                Noise = Noise(parsed.GetValue(noises)!, tokens, special),
                Decoder = new ShiftRightOptions { StartId = source.Start.Config<BartConfig>()?.DecoderStartId ?? special.SeparatorId, PaddingId = special.PaddingId },
                Seed = values.Seed,
            });
            IDataView Damaged(Document[] rows)
            {
                // Cached before the noise: every epoch draws it anew, but finds words only once.
                IDataView kept = ml.Data.Cache(prepare.Fit(ml.Data.LoadFromEnumerable(rows)).Transform(ml.Data.LoadFromEnumerable(rows)));
                return damage.Fit(kept).Transform(kept);
            }

            Seq2SeqTrainer<TextGenerationTransformer> trainer = ml.Seq2Seq().Trainers.Bart(values.Complete(new BartTrainerOptions
            {
                Vocabulary = tokens,
                Network = source.Start.Config<BartConfig>() ?? new BartConfig
                {
                    VocabularySize = tokens.Count, HiddenSize = values.Hidden, EncoderLayerCount = values.Layers, DecoderLayerCount = values.Layers,
                    EncoderHeadCount = values.Heads, DecoderHeadCount = values.Heads, EncoderIntermediateSize = 4 * values.Hidden, DecoderIntermediateSize = 4 * values.Hidden,
                    MaximumLength = 2 * values.Length, HiddenDropout = values.Dropout, AttentionDropout = values.Dropout, InitializerRange = values.InitializerRange,
                    DecoderStartId = special.SeparatorId,
                },

                // What it learns to write begins with [CLS], as the rows do.
                Generation = new GenerateTextOptions
                {
                    CandidateCount = 1,
                    Search = new BeamSearchOptions { BeamSize = 3, MinimumLength = 2, MaximumLength = values.Length, ForcedTokens = new Dictionary<int, int> { [0] = special.ClassificationId } },
                },
                Validation = Damaged(validation),
            }, source.Start, cancellationToken));
            using TextGenerationTransformer model = values.Watch(() => trainer.Fit(Damaged(training)));
            ml.Seq2Seq().SaveModel(model, ml.Data.LoadFromEnumerable<Query>([]).Schema, source.Output);
            Console.WriteLine($"{trainer.Result!.End}: {trainer.Result.Steps.Count} steps; saved {source.Output}");
            Query[] damaged = [.. validation.Take(3).Select(document => new Query { Source = WithoutSome(document.Text) })];
            foreach (Answer answer in ml.Data.CreateEnumerable<Answer>(model.Transform(ml.Data.LoadFromEnumerable(damaged)), reuseRowObject: false))
            {
                Console.WriteLine($"{answer.Source} → {answer.Generated}");
            }

            return Task.FromResult(0);
        });
        return command;
    }

    private static BartNoisingOptions Noise(string[] chosen, Vocabulary tokens, SpecialTokens special) => new()
    {
        Permutation = chosen.Contains("permutation") ? new SentencePermutationOptions { SentenceEndIds = SentenceEndTokens.Of(tokens) } : null,
        Infilling = chosen.Contains("infilling") ? new TextInfillingOptions { MaskId = special.MaskId, VocabularySize = tokens.Count } : null,
        Deletion = chosen.Contains("deletion") ? new TokenDeletionOptions() : null,
        Insertion = chosen.Contains("insertion") ? new TokenInsertionOptions { MaskId = special.MaskId, VocabularySize = tokens.Count } : null,
        Rotation = chosen.Contains("rotation") ? new DocumentRotationOptions() : null,
    };

    // The beginning of a text, of which every sixth character is lost.
    private static string WithoutSome(string text)
    {
        const int length = 40;
        const int lost = 6;
        return string.Concat(text.Take(length).Where((_, i) => i % lost != lost - 1));
    }
}
