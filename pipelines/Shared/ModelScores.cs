using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Classification;
using MlNetSeq2Seq.Clue;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Evaluation;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Inference;
using MlNetSeq2Seq.Metrics;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Reading;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Scoring;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Training;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>What a model of any kind made of a file with the right answers.</summary>
/// <param name="Measured">What was measured, for people.</param>
/// <param name="Metrics">A table of metric and value.</param>
/// <param name="Rows">The scores of each row; null where they were not asked for.</param>
internal sealed record ModelScores(string Measured, DataFrame Metrics, DataFrame? Rows)
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
            GeneratedColumn = writer.Options.OutputColumn, TargetColumn = nameof(TextPair.Target), Model = writer.Model, PerRow = file.PerRow,
        });
        return new ModelScores($"{metrics.Count} pairs", metrics.ToDataFrame(), metrics.Rows);
    }

    // Texts and labels: a file of a CLUE task, or pairs of text and label.
    private static ModelScores OfClassifier(MLContext ml, ClassifyTextTransformer classifier, ScoredFile file)
    {
        ClueExample[] rows = [.. file.Labelled(classifier.Options.SecondTextColumn is not null).Where(row => row.Label.Length > 0)];
        if (rows.FirstOrDefault(row => !classifier.Options.LabelNames.Contains(row.Label)) is { } other)
        {
            throw new InvalidDataException($"'{file.Path}' has the label '{other.Label}', but the model tells {string.Join(", ", classifier.Options.LabelNames.Take(5))}{(classifier.Options.LabelNames.Count > 5 ? ", …" : "")}.");
        }

        string[] predicted = [.. classifier.Transform(ml.Data.LoadFromEnumerable(rows)).GetColumn<string>(classifier.Options.PredictedLabelColumn)];
        var accuracy = new LabelAccuracy();
        foreach ((string told, ClueExample row) in predicted.Zip(rows))
        {
            accuracy.Add(told, row.Label);
        }

        return new ModelScores($"{accuracy.Count} rows", Table(("Accuracy", accuracy.Value)), !file.PerRow ? null : new DataFrame(
            new StringDataFrameColumn("Text", rows.Select(row => row.Text)),
            new StringDataFrameColumn("Label", rows.Select(row => row.Label)),
            new StringDataFrameColumn("PredictedLabel", predicted),
            new DoubleDataFrameColumn("Accuracy", rows.Zip(predicted, (row, told) => row.Label == told ? 1.0 : 0))));
    }

    // Questions with answers, as CMRC2018 has them.
    private static ModelScores OfReader(MLContext ml, ReadingTransformer reader, ScoredFile file)
    {
        ReadingExample[] questions = [.. file.Questions().Where(question => question.Answers.Length > 0)];
        string[] found = [.. reader.Transform(ml.Data.LoadFromEnumerable(questions)).GetColumn<string>(reader.Options.AnswerColumn)];
        CmrcScore[] scores = [.. questions.Zip(found, (question, answer) => Score([(answer, question)]))];
        CmrcScore all = Score(found.Zip(questions));
        return new ModelScores($"{all.Count} questions", Table(("F1", all.F1), ("Exact match", all.ExactMatch)), !file.PerRow ? null : new DataFrame(
            new StringDataFrameColumn("Question", questions.Select(question => question.Question)),
            new StringDataFrameColumn("Wanted", questions.Select(question => question.Answers[0])),
            new StringDataFrameColumn("Found", found),
            new DoubleDataFrameColumn("F1", scores.Select(score => score.F1)),
            new DoubleDataFrameColumn("ExactMatch", scores.Select(score => score.ExactMatch))));

        static CmrcScore Score(IEnumerable<(string Found, ReadingExample Question)> answers)
        {
            var score = new CmrcScore();
            foreach ((string answer, ReadingExample question) in answers)
            {
                score.Add(answer, question.Answers);
            }

            return score;
        }
    }

    // Pairs, or lines where the model scores texts alone: how well it foresees them.
    private static ModelScores OfScorer(MLContext ml, ScoreTextTransformer scorer, ScoredFile file)
    {
        TextPair[] pairs = [.. scorer.Options.SourceColumn is null ? file.Texts().Select(text => new TextPair { Target = text }) : file.Pairs()];
        IDataView rows = ml.Data.LoadFromEnumerable(pairs);
        IDataView named = ml.Transforms.CopyColumns(scorer.Options.SourceColumn ?? nameof(TextPair.Source), nameof(TextPair.Source))
            .Append(ml.Transforms.CopyColumns(scorer.Options.TextColumn, nameof(TextPair.Target))).Fit(rows).Transform(rows);
        IDataView scored = ml.Data.Cache(scorer.Transform(named));
        float[] logs = [.. scored.GetColumn<float>(scorer.Options.LogProbabilityColumn)];
        int[] tokens = [.. scored.GetColumn<int>(scorer.Options.TokenCountColumn)];
        double loss = -logs.Sum(log => (double)log) / tokens.Sum(count => (long)count);
        return new ModelScores($"{pairs.Length} texts", Table(("Loss", loss), ("Perplexity", Math.Exp(loss))), !file.PerRow ? null : new DataFrame(
            new StringDataFrameColumn("Text", pairs.Select(pair => pair.Target)),
            new SingleDataFrameColumn("LogProbability", logs),
            new Int32DataFrameColumn("Tokens", tokens),
            new SingleDataFrameColumn("Perplexity", scored.GetColumn<float>(scorer.Options.PerplexityColumn))));
    }

    // Lines of text, of which the same words are hidden every time.
    private static ModelScores OfMasks(MLContext ml, LanguageModel model, ScoredFile file)
    {
        Vocabulary vocabulary = model.Tokenizer.Vocabulary;
        Document[] texts = [.. file.Texts().Select(text => new Document { Text = text })];
        IDataView lines = ml.Data.LoadFromEnumerable(texts);
        IDataView masked = new EstimatorChain<ITransformer>()
            .Append(ml.Seq2Seq().SegmentWords())
            .Append(ml.Seq2Seq().TokenizeWords(new TokenizeWordsOptions { Tokenization = new WordTokenizationOptions { Vocabulary = vocabulary, MaximumLength = model.Network.MaximumLength } }))
            .Append(ml.Seq2Seq().WholeWordMask(new WholeWordMaskOptions { Vocabulary = vocabulary, Rule = MaskingRule.BertWwm }))
            .Fit(lines).Transform(lines);
        var columns = new MaskedColumns { SegmentIds = "SegmentIds" };
        ValidationResult all = ml.Seq2Seq().Measure(model, masked, columns);
        ValidationResult[] each = !file.PerRow ? [] :
        [
            .. ml.Data.CreateEnumerable<MaskedRow>(masked, reuseRowObject: false)
                .Select(row => row.Labels.All(label => label == Labels.Ignore)
                    ? new ValidationResult(Epoch: 0, Step: 0, Loss: double.NaN, Accuracy: double.NaN, Labels: 0)
                    : ml.Seq2Seq().Measure(model, ml.Data.LoadFromEnumerable([row]), columns)),
        ];
        return new ModelScores($"{texts.Length} texts, {all.Labels} hidden tokens", Table(("Loss", all.Loss), ("Perplexity", all.Perplexity), ("Token accuracy", all.Accuracy)), !file.PerRow ? null : new DataFrame(
            new StringDataFrameColumn("Text", texts.Select(text => text.Text)),
            new DoubleDataFrameColumn("Loss", each.Select(row => row.Loss)),
            new DoubleDataFrameColumn("Accuracy", each.Select(row => row.Accuracy)),
            new Int64DataFrameColumn("HiddenTokens", each.Select(row => row.Labels))));
    }

    private static DataFrame Table(params (string Name, double Value)[] metrics) =>
        new(new StringDataFrameColumn("metric", metrics.Select(m => m.Name)), new DoubleDataFrameColumn("value", metrics.Select(m => m.Value)));

    private sealed class MaskedRow
    {
        public int[] InputIds { get; set; } = [];

        public int[] SegmentIds { get; set; } = [];

        public int[] Labels { get; set; } = [];
    }
}
