using Microsoft.Data.Analysis;
using Microsoft.ML;
using MlNetSeq2Seq.Evaluation;

namespace MlNetSeq2Seq.Tests.Evaluation;

/// <summary>Evaluation of what is not written: labels, answers, scores.</summary>
public sealed class EvaluateKindsTests
{
    private readonly MLContext _ml = new(seed: 1);

    // By hand: two of three labelled rows are right; F1 of a is 2/3, of b 2/3.
    [Fact]
    public void Labels_are_compared_where_a_row_has_one()
    {
        IDataView data = _ml.Data.LoadFromEnumerable((Labelled[])[new("一", "a", "a"), new("二", "b", "a"), new("三", "b", ""), new("四", "b", "b")]);

        LabelMetrics metrics = _ml.Seq2Seq().EvaluateLabels(data, new EvaluateLabelsOptions { PerRow = true, ShownColumns = ["Text"] });

        Assert.Equal(3, metrics.Count);
        Assert.Equal(2.0 / 3, metrics.Accuracy, 1e-15);
        Assert.Equal(2.0 / 3, metrics.MacroF1, 1e-15);
        Assert.Equal(["Text", "Label", "PredictedLabel", "Accuracy"], metrics.Rows!.Columns.Select(column => column.Name));
        Assert.Equal(["一", "二", "四"], metrics.Rows["Text"].Cast<string>());
        Assert.Equal([1.0, 0, 1], metrics.Rows["Accuracy"].Cast<double>());
        Assert.Equal(["Accuracy", "Macro F1"], metrics.ToDataFrame()["metric"].Cast<string>());
    }

    // By hand: of 红茶 and 暖红茶 the run 红茶 is shared, precision 1, recall 2/3, F1 80; the second is right but for its full stop.
    [Fact]
    public void Answers_are_compared_with_the_one_that_fits_best()
    {
        IDataView data = _ml.Data.LoadFromEnumerable((Answered[])[new("红茶", ["鞋", "暖红茶"]), new("布鞋。", ["布鞋"]), new("谁知", [])]);

        AnswerMetrics metrics = _ml.Seq2Seq().EvaluateAnswers(data, new EvaluateAnswersOptions { PerRow = true });

        Assert.Equal((2, 50), (metrics.Count, metrics.ExactMatch));
        Assert.Equal(90, metrics.F1, 1e-12);
        Assert.Equal(["鞋", "布鞋"], metrics.Rows!["Wanted"].Cast<string>());
        Assert.Equal(["红茶", "布鞋。"], metrics.Rows["Found"].Cast<string>());
        Assert.Equal([0.0, 100], metrics.Rows["ExactMatch"].Cast<double>());
    }

    // By hand: 2 + 6 nats for 1 + 3 tokens.
    [Fact]
    public void Scores_are_means_over_tokens_not_over_texts()
    {
        IDataView data = _ml.Data.LoadFromEnumerable((Scored[])[new("红", -2, 1), new("茶", -6, 3)]);

        ScoreMetrics metrics = _ml.Seq2Seq().EvaluateScores(data, new EvaluateScoresOptions { PerRow = true, ShownColumns = ["Text"] });

        Assert.Equal((2, 4, 2.0, Math.Exp(2)), (metrics.Count, metrics.Tokens, metrics.Loss, metrics.Perplexity));
        DataFrame rows = metrics.Rows!;
        Assert.Equal(["红", "茶"], rows["Text"].Cast<string>());
        Assert.Equal([-2.0, -6], rows["LogProbability"].Cast<double>());
        Assert.Equal([1L, 3], rows["Tokens"].Cast<long>());
        Assert.Equal([Math.Exp(2), Math.Exp(2)], rows["Perplexity"].Cast<double>());
    }

    [Fact]
    public void A_score_that_is_no_number_makes_the_loss_none()
    {
        IDataView data = _ml.Data.LoadFromEnumerable((Scored[])[new("红", float.NaN, 1), new("茶", -6, 3)]);

        Assert.True(double.IsNaN(_ml.Seq2Seq().EvaluateScores(data).Loss));
        Assert.True(double.IsPositiveInfinity(_ml.Seq2Seq().EvaluateScores(_ml.Data.LoadFromEnumerable((Scored[])[new("红", float.NegativeInfinity, 1)])).Perplexity));
    }

    [Fact]
    public void What_cannot_be_evaluated_is_said_in_a_sentence()
    {
        IDataView scores = _ml.Data.LoadFromEnumerable((Scored[])[new("红", -2, 1), new("茶", -6, 0)]);

        Assert.Contains("EvaluateScores found 0 tokens in column 'TokenCount' of row 1; at least 1 is wanted.", Refused(() => _ml.Seq2Seq().EvaluateScores(scores)), StringComparison.Ordinal);
        Assert.Contains("EvaluateScores got data without a row.", Refused(() => _ml.Seq2Seq().EvaluateScores(_ml.Data.LoadFromEnumerable<Scored>([]))), StringComparison.Ordinal);
        Assert.Contains("EvaluateLabels got data without a row that has a label.", Refused(() => _ml.Seq2Seq().EvaluateLabels(_ml.Data.LoadFromEnumerable((Labelled[])[new("一", "a", "")]))), StringComparison.Ordinal);
        Assert.Contains("EvaluateAnswers got data without a question whose answer is known.", Refused(() => _ml.Seq2Seq().EvaluateAnswers(_ml.Data.LoadFromEnumerable((Answered[])[new("一", [])]))), StringComparison.Ordinal);
        Assert.Contains("EvaluateLabels reads column 'PredictedLabel' of type String, but the data has only 'Text', 'LogProbability', 'TokenCount'.", Refused(() => _ml.Seq2Seq().EvaluateLabels(scores)), StringComparison.Ordinal);
        Assert.Contains("EvaluateAnswers reads column 'Answers' of type Vector<String>", Refused(() => _ml.Seq2Seq().EvaluateAnswers(scores, new EvaluateAnswersOptions { AnswerColumn = "Text" })), StringComparison.Ordinal);
        Assert.Contains("EvaluateScores reads column 'Nowhere'", Refused(() => _ml.Seq2Seq().EvaluateScores(scores, new EvaluateScoresOptions { PerRow = true, ShownColumns = ["Nowhere"] })), StringComparison.Ordinal);

        static string Refused(Func<object> evaluate) => Assert.ThrowsAny<ArgumentException>(evaluate).Message;
    }

    private sealed record Labelled(string Text, string PredictedLabel, string Label);

    private sealed record Answered(string Answer, string[] Answers);

    private sealed record Scored(string Text, float LogProbability, int TokenCount);
}
