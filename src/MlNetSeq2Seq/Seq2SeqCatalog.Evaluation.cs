using MlNetSeq2Seq;
using MlNetSeq2Seq.Evaluation;
using MlNetSeq2Seq.Metrics;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Training;

namespace Microsoft.ML;

/// <content>Evaluation of what models of each kind did: wrote, told, found, scored, foresaw.</content>
public sealed partial class Seq2SeqCatalog
{
    private const string NoRow = "a row";

    /// <summary>Compares what a model wrote with what is wanted: Rouge, BLEU, exact match, variety.</summary>
    /// <param name="data">The rows that the model transformed, with the wanted texts beside the written ones.</param>
    /// <param name="options">Columns, and whether scores of each row are kept; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or is no text.</exception>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public GenerationMetrics Evaluate(IDataView data, EvaluateOptions? options = null)
    {
        options ??= new EvaluateOptions();
        var rows = new EvaluatedRows(data, nameof(Evaluate), options, ColumnSpec.Text(options.GeneratedColumn), ColumnSpec.Text(options.TargetColumn));
        GenerationMetrics metrics = GenerationEvaluator.Evaluate(
            rows.Read().Select(row => (row.Text(0).ToString(), row.Text(1).ToString())), options.Model?.Tokenizer, options.PerRow ? rows.Keep : null);
        rows.Require(metrics.Count, NoRow);
        return metrics with { Rows = rows.Frame };
    }

    /// <summary>Compares the labels that a model told with the right ones: accuracy and the mean F1 of labels.</summary>
    /// <param name="data">The rows that the model transformed, with the right labels beside the predicted ones.</param>
    /// <param name="options">Columns, and whether scores of each row are kept; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or is no text.</exception>
    /// <exception cref="ArgumentException">No row has a label.</exception>
    public LabelMetrics EvaluateLabels(IDataView data, EvaluateLabelsOptions? options = null)
    {
        options ??= new EvaluateLabelsOptions();
        var rows = new EvaluatedRows(data, nameof(EvaluateLabels), options, ColumnSpec.Text(options.PredictedLabelColumn), ColumnSpec.Text(options.LabelColumn));
        var (accuracy, f1) = (new LabelAccuracy(), new MacroF1());
        foreach ((string predicted, string label) in rows.Read().Select(row => (row.Text(0).ToString(), row.Text(1).ToString())).Where(row => row.Item2.Length > 0))
        {
            accuracy.Add(predicted, label);
            f1.Add(predicted, label);
            rows.Keep(("Label", label), ("PredictedLabel", predicted), ("Accuracy", predicted == label ? 1.0 : 0));
        }

        rows.Require(accuracy.Count, "a row that has a label");
        return new LabelMetrics { Count = accuracy.Count, Accuracy = accuracy.Value, MacroF1 = f1.Value, Rows = rows.Frame };
    }

    /// <summary>Compares the answers that a model found in texts with the right ones: F1 and exact match, as CMRC2018 has them.</summary>
    /// <param name="data">The rows that the model transformed, with the right answers beside the found one.</param>
    /// <param name="options">Columns, and whether scores of each row are kept; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    /// <exception cref="ArgumentException">No question's answer is known.</exception>
    public AnswerMetrics EvaluateAnswers(IDataView data, EvaluateAnswersOptions? options = null)
    {
        options ??= new EvaluateAnswersOptions();
        var rows = new EvaluatedRows(data, nameof(EvaluateAnswers), options, ColumnSpec.Text(options.AnswerColumn), ColumnSpec.Texts(options.AnswersColumn));
        var all = new CmrcScore();
        foreach (RowReader row in rows.Read())
        {
            string found = row.Text(0).ToString();
            string[] answers = [.. row.Vector<ReadOnlyMemory<char>>(1).ToArray().Select(answer => answer.ToString())];
            if (answers.Length > 0)
            {
                var one = new CmrcScore();
                one.Add(found, answers);
                all.Add(found, answers);
                rows.Keep(("Wanted", answers[0]), ("Found", found), ("F1", one.F1), ("ExactMatch", one.ExactMatch));
            }
        }

        rows.Require(all.Count, "a question whose answer is known");
        return new AnswerMetrics { Count = all.Count, F1 = all.F1, ExactMatch = all.ExactMatch, Rows = rows.Frame };
    }

    /// <summary>Sums up the scores that a model gave texts: the mean loss of a token, and perplexity.</summary>
    /// <param name="data">The rows that the model transformed.</param>
    /// <param name="options">Columns, and whether scores of each row are kept; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    /// <exception cref="ArgumentException">There is no row, or one has no token.</exception>
    public ScoreMetrics EvaluateScores(IDataView data, EvaluateScoresOptions? options = null)
    {
        options ??= new EvaluateScoresOptions();
        var rows = new EvaluatedRows(data, nameof(EvaluateScores), options, ColumnSpec.Single(options.LogProbabilityColumn), ColumnSpec.Int32(options.TokenCountColumn));
        long count = 0;
        var all = new Perplexity();
        foreach ((double loss, int tokens) in rows.Read().Select(row => (-(double)row.Single(0), row.Int32(1))))
        {
            if (tokens < 1)
            {
                throw new ArgumentException($"{nameof(EvaluateScores)} found {tokens} tokens in column '{options.TokenCountColumn}' of row {count}; at least 1 is wanted.", nameof(data));
            }

            count++;
            all.Add(loss, tokens);
            rows.Keep(("LogProbability", -loss), ("Tokens", (long)tokens), ("Perplexity", Math.Exp(loss / tokens)));
        }

        rows.Require(count, NoRow);
        return new ScoreMetrics { Count = count, Tokens = all.Count, Loss = all.Mean, Rows = rows.Frame };
    }

    /// <summary>Asks a model for the labels of encoded rows, such as the tokens behind masks: loss, perplexity, accuracy.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Encoded rows.</param>
    /// <param name="options">Columns, and whether scores of each row are kept, which takes a pass of its own; null for the defaults.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    /// <exception cref="ArgumentException">There is no label.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public TokenMetrics EvaluateTokens(LanguageModel model, IDataView data, EvaluateTokensOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new EvaluateTokensOptions();
        var rows = new EvaluatedRows(data, nameof(EvaluateTokens), options);
        (ValidationResult all, int count) = SampleReader.Measure(model, data, options.Columns, cancellationToken);
        rows.Require(all.Labels, $"a labelled token in its {count} rows");
        if (options.PerRow)
        {
            foreach ((_, ValidationResult row) in rows.Read().Zip(SampleReader.MeasureRows(model, data, options.Columns, cancellationToken)))
            {
                rows.Keep(("Loss", row.Loss), ("Accuracy", row.Accuracy), ("Labels", row.Labels));
            }
        }

        return new TokenMetrics { Count = count, Labels = all.Labels, Loss = all.Loss, Accuracy = all.Accuracy, Rows = rows.Frame };
    }
}
