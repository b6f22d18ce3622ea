using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Classification;
using MlNetSeq2Seq.Clue;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Evaluation;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Inference;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Reading;
using MlNetSeq2Seq.Scoring;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>What a model of any kind made of a file with the right answers.</summary>
/// <param name="Measured">What was measured, for people.</param>
/// <param name="Metrics">The metrics, with the scores of each row where they were asked for.</param>
internal sealed record ModelScores(string Measured, EvaluationMetrics Metrics)
{
    /// <summary>Measures a model zip by what it does.</summary>
    /// <exception cref="InvalidDataException">It does nothing that can be measured, or the file is not what it asks for.</exception>
    public static ModelScores Of(MLContext ml, ITransformer model, ScoredFile file) =>
        ModelFile.Find<TextGenerationTransformer>(model) is { } writer ? OfWriter(ml, model, writer, file)
        : ModelFile.Find<ClassifyTextTransformer>(model) is { } classifier ? OfClassifier(ml, classifier, file)
        : ModelFile.Find<ReadingTransformer>(model) is { } reader ? OfReader(ml, reader, file)
        : ModelFile.Find<ScoreTextTransformer>(model) is { } scorer ? OfScorer(ml, scorer, file)
        : ModelFile.Find<TextModelTransformer>(model) is { Model.Network: IMaskedLanguageModel { FillsMasks: true } } masked ? OfMasks(ml, masked.Model, file)
        : throw new InvalidDataException("The model neither writes texts nor tells labels, finds answers, scores texts or fills masks: there is nothing to measure.");

    // Pairs: what it writes against what is wanted.
    private static ModelScores OfWriter(MLContext ml, ITransformer model, TextGenerationTransformer writer, ScoredFile file)
    {
        // The model may have been trained with another name for the column that it reads.
        IDataView pairs = ml.Data.LoadFromEnumerable(file.Pairs());
        IDataView view = ml.Transforms.CopyColumns(writer.Options.SourceColumn, nameof(TextPair.Source)).Fit(pairs).Transform(pairs);
        GenerationMetrics metrics = ml.Seq2Seq().Evaluate(model.Transform(view), new EvaluateOptions
        {
            GeneratedColumn = writer.Options.OutputColumn, TargetColumn = nameof(TextPair.Target), Model = writer.Model,
            PerRow = file.PerRow, ShownColumns = [writer.Options.SourceColumn],
        });
        return new ModelScores($"{metrics.Count} pairs", metrics);
    }

    // Texts and labels: a file of a CLUE task, or pairs of text and label.
    private static ModelScores OfClassifier(MLContext ml, ClassifyTextTransformer classifier, ScoredFile file)
    {
        ClueExample[] rows = [.. file.Labelled(classifier.Options.SecondTextColumn is not null)];
        if (rows.FirstOrDefault(row => row.Label.Length > 0 && !classifier.Options.LabelNames.Contains(row.Label)) is { } other)
        {
            throw new InvalidDataException($"'{file.Path}' has the label '{other.Label}', but the model tells {string.Join(", ", classifier.Options.LabelNames.Take(5))}{(classifier.Options.LabelNames.Count > 5 ? ", …" : "")}.");
        }

        LabelMetrics metrics = ml.Seq2Seq().EvaluateLabels(classifier.Transform(ml.Data.LoadFromEnumerable(rows)), new EvaluateLabelsOptions
        {
            PredictedLabelColumn = classifier.Options.PredictedLabelColumn, PerRow = file.PerRow, ShownColumns = [nameof(ClueExample.Text)],
        });
        return new ModelScores($"{metrics.Count} rows", metrics);
    }

    // Questions with answers, as CMRC2018 has them.
    private static ModelScores OfReader(MLContext ml, ReadingTransformer reader, ScoredFile file)
    {
        AnswerMetrics metrics = ml.Seq2Seq().EvaluateAnswers(reader.Transform(ml.Data.LoadFromEnumerable(file.Questions())), new EvaluateAnswersOptions
        {
            AnswerColumn = reader.Options.AnswerColumn, PerRow = file.PerRow, ShownColumns = [nameof(ReadingExample.Question)],
        });
        return new ModelScores($"{metrics.Count} questions", metrics);
    }

    // Pairs, or lines where the model scores texts alone: how well it foresees them.
    private static ModelScores OfScorer(MLContext ml, ScoreTextTransformer scorer, ScoredFile file)
    {
        IDataView pairs = ml.Data.LoadFromEnumerable(scorer.Options.SourceColumn is null ? file.Texts().Select(text => new TextPair { Target = text }) : file.Pairs());
        IDataView named = ml.Transforms.CopyColumns(scorer.Options.SourceColumn ?? nameof(TextPair.Source), nameof(TextPair.Source))
            .Append(ml.Transforms.CopyColumns(scorer.Options.TextColumn, nameof(TextPair.Target))).Fit(pairs).Transform(pairs);
        ScoreMetrics metrics = ml.Seq2Seq().EvaluateScores(scorer.Transform(named), new EvaluateScoresOptions
        {
            LogProbabilityColumn = scorer.Options.LogProbabilityColumn, TokenCountColumn = scorer.Options.TokenCountColumn,
            PerRow = file.PerRow, ShownColumns = [.. scorer.Options.SourceColumn is { } source ? [source] : (string[])[], scorer.Options.TextColumn],
        });
        return new ModelScores($"{metrics.Count} texts, {metrics.Tokens} tokens", metrics);
    }

    // Lines of text, of which the same words are hidden every time.
    private static ModelScores OfMasks(MLContext ml, LanguageModel model, ScoredFile file)
    {
        Vocabulary vocabulary = model.Tokenizer.Vocabulary;
        IDataView lines = ml.Data.LoadFromEnumerable(file.Texts().Select(text => new Document { Text = text }));
        IDataView masked = new EstimatorChain<ITransformer>()
            .Append(ml.Seq2Seq().SegmentWords())
            .Append(ml.Seq2Seq().TokenizeWords(new TokenizeWordsOptions { Tokenization = new WordTokenizationOptions { Vocabulary = vocabulary, MaximumLength = model.Network.MaximumLength } }))
            .Append(ml.Seq2Seq().WholeWordMask(new WholeWordMaskOptions { Vocabulary = vocabulary, Rule = MaskingRule.BertWwm }))
            .Fit(lines).Transform(lines);
        TokenMetrics metrics = ml.Seq2Seq().EvaluateTokens(model, masked, new EvaluateTokensOptions { PerRow = file.PerRow, ShownColumns = [nameof(Document.Text)] });
        return new ModelScores($"{metrics.Count} texts, {metrics.Labels} hidden tokens", metrics);
    }
}
