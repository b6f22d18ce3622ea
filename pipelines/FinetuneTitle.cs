using System.CommandLine;
using System.Text;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Evaluation;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Pipelines.Shared;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>Learns to write titles for texts, or any short text for another: BART, T5, UniLM or a recurrent network, found by beam search and scored by Rouge.</summary>
internal static class FinetuneTitle
{
    public static Command Command()
    {
        var sources = new DataArguments(new DataDefaults
        {
            Data = "data/text_title.csv", Description = "Pairs to learn from: UTF-8 lines, text U+0001 title.", Unit = "pairs", Output = "models/title.zip",
            From = "What to begin with: a model zip of the same architecture, such as PretrainBart's, whose vocabulary and sizes are kept, or weights.",
        });
        var dev = new Option<string?>("--dev") { Description = "Pairs to measure on; a tenth of the data where it is left out." };
        var architecture = new Option<string>("--architecture") { Description = "The network: bart, t5, unilm or lstm-title.", DefaultValueFactory = _ => "bart" };
        architecture.AcceptOnlyFromAmong("bart", "t5", "unilm", "lstm-title");
        var titleLength = new Option<int>("--title-length") { Description = "Most tokens of a title.", DefaultValueFactory = _ => 24 };
        var beams = new Option<int>("--beams") { Description = "Hypotheses of the beam search.", DefaultValueFactory = _ => 4 };
        var csv = new Option<string?>("--csv") { Description = "Where the table of metrics goes as a CSV file." };
        var arguments = new TrainingArguments(new TrainingDefaults { Epochs = 30, Length = 192 });
        var command = new Command("FinetuneTitle", "Fine-tunes a network to write titles, scores it by Rouge on held out texts and saves a model zip.")
        {
            dev, architecture, titleLength, beams, csv,
        };
        sources.AddTo(command);
        arguments.AddTo(command);
        command.SetCancellableAction((parsed, cancellationToken) =>
        {
            TrainingValues values = arguments.Of(parsed);
            int titles = parsed.GetValue(titleLength);
            var ml = new MLContext(values.Seed);
            using DataValues source = sources.Of(parsed, ml);
            TextPair[] pairs = source.First(TextPairFile.Read(source.Path));
            (TextPair[] training, TextPair[] validation) = parsed.GetValue(dev) is { } devPath ? (pairs, [.. TextPairFile.Read(devPath)]) : HeldOut.SplitBy(pairs, pair => pair.Source);
            Vocabulary tokens = source.VocabularyOf(training.SelectMany(pair => (string[])[pair.Source, pair.Target]));
            Console.WriteLine($"{training.Length} pairs to learn from, {validation.Length} to measure on, {tokens.Count} tokens");

            IDataView rows = ml.Data.LoadFromEnumerable(training);
            IDataView held = ml.Data.LoadFromEnumerable(validation);
            GenerationTrainerOptions network = TitleNetworks.Of(parsed.GetValue(architecture)!, source.Start, values, tokens);
            IDataView Encoded(IDataView view) => network is UnilmTrainerOptions
                ? ml.Seq2Seq().EncodePrefixPairs(new EncodePrefixPairsOptions { Vocabulary = tokens, MaximumLength = values.Length, Truncation = PairTruncation.LongestFirst, MaskRate = 0.5, Seed = values.Seed }).Fit(view).Transform(view)
                : ml.Seq2Seq().EncodeSeq2SeqPairs(new EncodeSeq2SeqPairsOptions
                {
                    Vocabulary = tokens, MaximumSourceLength = values.Length, MaximumTargetLength = titles, DecoderStartId = TitleNetworks.DecoderStart(network),
                }).Fit(view).Transform(view);

            var generation = new GenerateTextOptions
            {
                MaximumSourceLength = values.Length,
                Search = new BeamSearchOptions { BeamSize = parsed.GetValue(beams), Count = parsed.GetValue(beams), MinimumLength = 2, MaximumLength = titles },
            };
            GenerationTrainerOptions options = values.Complete(network with
            {
                Generation = generation,
                Validation = Encoded(held),
                Writing = values.Writing(held),
            }, source.Start, cancellationToken);
            Seq2SeqTrainer<TextGenerationTransformer> trainer = options switch
            {
                BartTrainerOptions bart => ml.Seq2Seq().Trainers.Bart(bart),
                T5TrainerOptions t5 => ml.Seq2Seq().Trainers.T5(t5),
                LstmTitleTrainerOptions lstm => ml.Seq2Seq().Trainers.LstmTitle(lstm),
                _ => ml.Seq2Seq().Trainers.Unilm((UnilmTrainerOptions)options),
            };
            using TextGenerationTransformer model = values.Watch(() => trainer.Fit(Encoded(rows)));
            ml.Seq2Seq().SaveModel(model, ml.Data.LoadFromEnumerable<Query>([]).Schema, source.Output);
            Console.WriteLine($"{trainer.Result!.End}: {trainer.Result.Steps.Count} steps; saved {source.Output}");

            IDataView written = ml.Data.Cache(model.Transform(held));
            TrainingConsole.ShowCandidates(ml.Data.CreateEnumerable<Answer>(written, reuseRowObject: false).Take(10), columns: 2);
            GenerationMetrics metrics = ml.Seq2Seq().Evaluate(written, new EvaluateOptions { Model = model.Model });
            DataFrame table = metrics.ToDataFrame();
            MetricTable.Print($"{metrics.Count} pairs", table);
            if (parsed.GetValue(csv) is { } csvPath)
            {
                DataFrame.SaveCsv(table, csvPath, encoding: new UTF8Encoding(false));
            }

            return Task.FromResult(0);
        });
        return command;
    }
}
