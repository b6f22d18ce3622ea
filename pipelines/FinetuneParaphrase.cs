using System.CommandLine;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Models.Bert;
using MlNetSeq2Seq.Models.Unilm;
using MlNetSeq2Seq.Pipelines.Shared;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>Learns from a file of pairs to write a text for a text: UniLM, encoded, trained, shown and saved as one model zip.</summary>
internal static class FinetuneParaphrase
{
    public static Command Command()
    {
        var sources = new DataArguments(new DataDefaults
        {
            Data = "data/title_slogan.csv", Description = "Pairs to learn from: UTF-8 lines, source U+0001 target.", Unit = "pairs", Output = "models/paraphrase.zip",
            From = "What to begin with: a model zip, such as PretrainUnilm's or PretrainMlmSop's, whose vocabulary and sizes are kept, or weights with BERT's names.",
        });
        var dev = new Option<string?>("--dev") { Description = "Pairs to measure on after every epoch; a tenth of the data where it is left out." };
        var queries = new Option<string?>("--queries") { Description = "Texts to write for at the end, one a line." };
        var answersFile = new Option<string?>("--answers") { Description = "Where the texts written for the queries go, as Paraphrase writes them." };
        var maskRate = new Option<double>("--mask-rate") { Description = "Share of the target that is hidden and asked for.", DefaultValueFactory = _ => 0.5 };
        var arguments = new TrainingArguments(new TrainingDefaults());
        var command = new Command("FinetuneParaphrase", "Fine-tunes UniLM on pairs of texts and saves a model zip.")
        {
            dev, queries, answersFile, maskRate,
        };
        sources.AddTo(command);
        arguments.AddTo(command);
        command.SetCancellableAction((parsed, cancellationToken) =>
        {
            TrainingValues values = arguments.Of(parsed);
            var ml = new MLContext(values.Seed);
            using DataValues source = sources.Of(parsed, ml);
            TextPair[] pairs = source.First(TextPairFile.Read(source.Path));
            (TextPair[] training, TextPair[] validation) = parsed.GetValue(dev) is { } devPath ? (pairs, [.. TextPairFile.Read(devPath)]) : HeldOut.Split(pairs);
            Vocabulary tokens = source.VocabularyOf(pairs.SelectMany(pair => (string[])[pair.Source, pair.Target]));
            Console.WriteLine($"{training.Length} pairs to learn from, {validation.Length} to measure on, {tokens.Count} tokens");

            EncodePrefixPairsEstimator encode = ml.Seq2Seq().EncodePrefixPairs(new EncodePrefixPairsOptions
            {
                Vocabulary = tokens, MaximumLength = values.Length, MaskRate = parsed.GetValue(maskRate), Seed = values.Seed,
            });
            IDataView rows = ml.Data.LoadFromEnumerable(training);
            IDataView held = ml.Data.LoadFromEnumerable(validation);
            Seq2SeqTrainer<TextGenerationTransformer> trainer = ml.Seq2Seq().Trainers.Unilm(values.Complete(new UnilmTrainerOptions
            {
                Vocabulary = tokens,
                Network = Network(source.Start, values, tokens),
                Generation = new GenerateTextOptions { Search = new BeamSearchOptions { BeamSize = 5, Count = 5, MinimumLength = 2, MaximumLength = 32 } },
                Validation = encode.Fit(held).Transform(held),
                Writing = values.Writing(held),
            }, source.Start, cancellationToken));

            // The encoder is needed for training only; the scoring part of the chain reads and writes text.
            TransformerChain<TextGenerationTransformer> chain = values.Watch(() => new EstimatorChain<ITransformer>().Append(encode, TransformerScope.TrainTest).Append(trainer).Fit(rows));
            Console.WriteLine($"{trainer.Result!.End}: {trainer.Result.Steps.Count} steps, last loss {trainer.Result.Steps[^1].Loss:f4}");
            TransformerChain<ITransformer> model = chain.GetModelFor(TransformerScope.Scoring);
            ml.Seq2Seq().SaveModel(model, ml.Data.LoadFromEnumerable<Query>([]).Schema, source.Output);
            Console.WriteLine($"saved {source.Output}");

            Query[] asked = parsed.GetValue(queries) is { } file ? Query.ReadLines(file) : [.. validation.Take(10).Select(p => new Query { Source = p.Source })];
            Answer[] answers = [.. ml.Data.CreateEnumerable<Answer>(model.Transform(ml.Data.LoadFromEnumerable(asked)), reuseRowObject: false)];
            TrainingConsole.ShowCandidates(answers, columns: 3);
            if (parsed.GetValue(answersFile) is { } answersPath)
            {
                Answer.WriteLines(answersPath, answers, json: false);
            }

            chain.LastTransformer.Dispose();
            return Task.FromResult(0);
        });
        return command;
    }

    // A pre-trained network keeps its sizes; the head for the order of sentences has done its work.
    private static UnilmConfig Network(StartingModel start, TrainingValues values, Vocabulary tokens)
    {
        UnilmConfig config = start.Model?.Network.Configuration switch
        {
            // The same encoder, pre-trained by PretrainMlmSop with as many segments as UniLM has.
            BertConfig bert => new UnilmConfig
            {
                VocabularySize = bert.VocabularySize, LayerCount = bert.LayerCount, HiddenSize = bert.HiddenSize, HeadCount = bert.HeadCount,
                IntermediateSize = bert.IntermediateSize, MaximumLength = bert.MaximumLength, SegmentCount = bert.SegmentCount,
                LayerNormEpsilon = bert.LayerNormEpsilon,
            },
            null => new UnilmConfig
            {
                VocabularySize = tokens.Count, LayerCount = values.Layers, HiddenSize = values.Hidden, HeadCount = values.Heads,
                IntermediateSize = 4 * values.Hidden, MaximumLength = 2 * values.Length,
            },
            _ => start.Config<UnilmConfig>()!,
        };
        return config with { SequenceClassCount = 0, HiddenDropout = values.Dropout, AttentionDropout = values.Dropout, InitializerRange = values.InitializerRange };
    }
}
