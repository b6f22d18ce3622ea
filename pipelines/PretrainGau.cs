using System.CommandLine;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
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
        var sources = new DataArguments(new DataDefaults { Output = "models/gau.zip" });
        var references = new Option<string?>("--references") { Description = "Whole-word references of the data, line by line, as BuildWordReferences writes them; jieba finds the words where it is left out." };
        var tokenFolder = new Option<string?>("--tokens") { Description = "A token dataset of PrepareCorpus, in place of the data; it needs the vocabulary that it was made with." };
        var architecture = new Option<string>("--architecture") { Description = "The network: gau-alpha, flash-quad, flash or bert.", DefaultValueFactory = _ => "gau-alpha" };
        architecture.AcceptOnlyFromAmong("gau-alpha", "flash-quad", "flash", "bert");
        var arguments = new TrainingArguments(new TrainingDefaults { Epochs = 30, Length = 128 });
        var command = new Command("PretrainGau", "Pre-trains GAU-alpha, FLASHQuad, FLASH or BERT on hidden words and saves a model zip.") { references, tokenFolder, architecture };
        sources.AddTo(command);
        arguments.AddTo(command);
        command.SetCancellableAction((parsed, cancellationToken) =>
        {
            TrainingValues values = arguments.Of(parsed);
            var ml = new MLContext(values.Seed);
            using DataValues source = sources.Of(parsed, ml);
            string? places = parsed.GetValue(references) is null ? null : nameof(WordReferenceRow.References);
            using TokenParts? dataset = parsed.GetValue(tokenFolder) is { } folder ? TokenParts.Open(ml, folder, source.Known, source.Limit) : null;
            WordReferenceRow[] rows = dataset is null ? source.First(Read(source.Path, parsed.GetValue(references))) : [];
            Vocabulary tokens = source.VocabularyOf(rows.Select(row => row.Text));

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
                : (dataset.Training, dataset.Validation);
            Console.WriteLine($"{dataset?.Count ?? rows.Length} documents, a tenth of them to measure on, {tokens.Count} tokens");

            MaskedLmTrainerOptions options = values.Complete(GatedNetworks.Of(parsed.GetValue(architecture)!, source.Start, values, tokens) with
            {
                Columns = new MaskedColumns { SegmentIds = dataset is null ? "SegmentIds" : null },
                Validation = Masked(validation),
            }, source.Start, cancellationToken);
            Seq2SeqTrainer<FillMaskTransformer> trainer = options switch
            {
                GauAlphaTrainerOptions gau => ml.Seq2Seq().Trainers.GauAlpha(gau),
                FlashQuadTrainerOptions quadratic => ml.Seq2Seq().Trainers.FlashQuad(quadratic),
                FlashTrainerOptions flash => ml.Seq2Seq().Trainers.Flash(flash),
                _ => ml.Seq2Seq().Trainers.Bert((BertTrainerOptions)options),
            };
            using FillMaskTransformer model = values.Watch(() => trainer.Fit(Masked(training)));
            IDataView demo = ml.Data.LoadFromEnumerable([new Document { Text = FillMask.DemoText }]);
            ml.Seq2Seq().SaveModel(model, demo.Schema, source.Output);
            Console.WriteLine($"{trainer.Result!.End}: {trainer.Result.Steps.Count} steps; saved {source.Output}");
            Console.WriteLine(model.Transform(demo).GetColumn<string>("Predictions").Single());
            return Task.FromResult(0);
        });
        return command;
    }

    private static IEnumerable<WordReferenceRow> Read(string data, string? references) => references is null
        ? Document.ReadLines(data).Select(document => new WordReferenceRow { Text = document.Text })
        : WordReferenceFile.Read(data, references).Select(line => new WordReferenceRow { Text = line.Text, References = line.References });

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
