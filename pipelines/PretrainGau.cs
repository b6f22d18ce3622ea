using System.CommandLine;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Corpora;
using MlNetSeq2Seq.FillMask;
using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Pipelines.Shared;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Pipelines;

/// <summary>Pre-trains a gated attention unit on hidden words, as HJHGJGHHG/GAU-PyTorch does, and fills the masks of its demo. The model zip is what FillMask loads.</summary>
internal static class PretrainGau
{
    public static Command Command()
    {
        var data = new Option<string>("--data") { Description = "Documents to learn from: UTF-8, one a line.", DefaultValueFactory = _ => "data/running_text.txt" };
        var references = new Option<string?>("--references") { Description = "Whole-word references of the data, line by line, as BuildWordReferences writes them; jieba finds the words where it is left out." };
        var tokenFolder = new Option<string?>("--tokens") { Description = "A token dataset of PrepareCorpus, in place of the data; it needs the vocabulary that it was made with." };
        var vocabulary = new Option<string?>("--vocabulary") { Description = "vocab.txt of BERT's form; the characters of the data where it is left out." };
        var from = new Option<string?>("--from") { Description = "A model zip or weights to begin with." };
        var output = new Option<string>("--output") { Description = "The model zip to write.", DefaultValueFactory = _ => "models/gau.zip" };
        var limit = new Option<int?>("--limit") { Description = "Use the first so many documents only." };
        var architecture = new Option<string>("--architecture") { Description = "The network: gau-alpha, flash-quad, flash or bert.", DefaultValueFactory = _ => "gau-alpha" };
        architecture.AcceptOnlyFromAmong("gau-alpha", "flash-quad", "flash", "bert");
        var arguments = new TrainingArguments(new TrainingDefaults { Epochs = 30, Length = 128 });
        var command = new Command("PretrainGau", "Pre-trains GAU-alpha, FLASHQuad, FLASH or BERT on hidden words and saves a model zip.")
        {
            data, references, tokenFolder, vocabulary, from, output, limit, architecture,
        };
        arguments.AddTo(command);
        command.SetCancellableAction((parsed, cancellationToken) =>
        {
            TrainingValues values = arguments.Of(parsed);
            var ml = new MLContext(values.Seed);
            using StartingModel start = StartingModel.Read(ml, parsed.GetValue(from));
            Vocabulary? known = start.Model?.Tokenizer.Vocabulary ?? (parsed.GetValue(vocabulary) is { } path ? Vocabulary.ReadFile(path) : null);
            string? places = parsed.GetValue(references) is null ? null : nameof(WordReferenceRow.References);
            using TokenDataView? dataset = parsed.GetValue(tokenFolder) is { } folder ? TokenFolder.Open(ml, folder, known) : null;
            WordReferenceRow[] rows = dataset is null ? Read(parsed.GetValue(data)!, parsed.GetValue(references), parsed.GetValue(limit)) : [];
            Vocabulary tokens = known ?? Document.Characters(rows.Select(row => new Document { Text = row.Text }));

            // Tokens and words are kept, masks drawn anew in every epoch.
            WholeWordMaskEstimator mask = ml.Seq2Seq().WholeWordMask(new WholeWordMaskOptions
            {
                Vocabulary = tokens, Rule = MaskingRule.BertWwm, ReferencesColumn = dataset is null ? places : null, Seed = values.Seed,
            });
            IDataView Masked(IDataView tokenRows) => mask.Fit(tokenRows).Transform(tokenRows);
            EstimatorChain<RowTransformer> prepare = places is null ? Segmented(ml, tokens, values.Length) : Referenced(ml, tokens, values.Length);
            IDataView Prepared(WordReferenceRow[] part) => ml.Data.LoadFromEnumerable(part) is var view ? ml.Data.Cache(prepare.Fit(view).Transform(view)) : view;
            (IDataView training, IDataView validation) = dataset is null
                ? HeldOut.Split(rows) is var (learnt, held) ? (Prepared(learnt), Prepared(held)) : default
                : HeldOut.Split(ml, dataset, Math.Min(dataset.Dataset.DocumentCount, parsed.GetValue(limit) ?? long.MaxValue));
            Console.WriteLine($"{dataset?.Dataset.DocumentCount ?? rows.Length} documents, a tenth of them to measure on, {tokens.Count} tokens");

            var console = new TrainingConsole();
            MaskedLmTrainerOptions options = GatedNetworks.Of(parsed.GetValue(architecture)!, start, values, tokens) with
            {
                Columns = new MaskedColumns { SegmentIds = dataset is null ? "SegmentIds" : null },
                Training = values.Training,
                LogFolder = values.LogFolder,
                Batches = values.Batches,
                Validation = Masked(validation),
                InitialModel = start.Model,
                InitialWeights = start.Weights,
                Device = values.Device,
                Progress = console,
                Validated = console,
                CancellationToken = cancellationToken,
            };
            Seq2SeqTrainer<FillMaskTransformer> trainer = options switch
            {
                GauAlphaTrainerOptions gau => ml.Seq2Seq().Trainers.GauAlpha(gau),
                FlashQuadTrainerOptions quadratic => ml.Seq2Seq().Trainers.FlashQuad(quadratic),
                FlashTrainerOptions flash => ml.Seq2Seq().Trainers.Flash(flash),
                _ => ml.Seq2Seq().Trainers.Bert((BertTrainerOptions)options),
            };
            using FillMaskTransformer model = trainer.Fit(Masked(training));
            IDataView demo = ml.Data.LoadFromEnumerable([new Document { Text = FillMask.DemoText }]);
            ml.Seq2Seq().SaveModel(model, demo.Schema, parsed.GetValue(output)!);
            Console.WriteLine($"{trainer.Result!.End}: {trainer.Result.Steps.Count} steps; saved {parsed.GetValue(output)}");
            Console.WriteLine(model.Transform(demo).GetColumn<string>("Predictions").Single());
            return Task.FromResult(0);
        });
        return command;
    }

    private static WordReferenceRow[] Read(string data, string? references, int? limit) =>
    [
        .. (references is null
            ? Document.ReadLines(data).Select(document => new WordReferenceRow { Text = document.Text })
            : WordReferenceFile.Read(data, references).Select(line => new WordReferenceRow { Text = line.Text, References = line.References })).Take(limit ?? int.MaxValue),
    ];

    // Blocks of whole sentences, in which jieba finds the words.
    private static EstimatorChain<RowTransformer> Segmented(MLContext ml, Vocabulary tokens, int length)
    {
        const int specialTokens = 2;
        return new EstimatorChain<ITransformer>()
            .Append(ml.Seq2Seq().SplitSentences())
            .Append(ml.Seq2Seq().PackSentences(new PackSentencesOptions { Vocabulary = tokens, Packing = new SentencePackingOptions { MaximumLength = length - specialTokens } }))
            .Append(ml.Seq2Seq().SegmentWords())
            .Append(ml.Seq2Seq().TokenizeWords(new TokenizeWordsOptions { Tokenization = new WordTokenizationOptions { Vocabulary = tokens, MaximumLength = length } }));
    }

    // The words were found before; what a row has behind the length is cut off, as the source does.
    private static EstimatorChain<RowTransformer> Referenced(MLContext ml, Vocabulary tokens, int length) =>
        new EstimatorChain<ITransformer>().Append(ml.Seq2Seq().TokenizeWords(new TokenizeWordsOptions
        {
            Tokenization = new WordTokenizationOptions { Vocabulary = tokens, MaximumLength = length }, WordsFrom = WordSource.Tokenizer,
        }));
}
