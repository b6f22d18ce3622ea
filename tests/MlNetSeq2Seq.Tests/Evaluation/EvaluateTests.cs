using Microsoft.Data.Analysis;
using Microsoft.ML;
using MlNetSeq2Seq.Evaluation;

namespace MlNetSeq2Seq.Tests.Evaluation;

public sealed class EvaluateTests
{
    private readonly MLContext _ml = new(seed: 1);

    // By hand: "暖茶" of "暖红茶" has 2 of 3 characters, precision 1, recall 2/3, F1 0.8; the pairs 暖茶 and 暖红, 红茶 have none in common.
    [Fact]
    public void Metrics_are_the_means_over_rows_and_rows_have_their_own()
    {
        IDataView data = Rows(("暖茶", "暖红茶"), ("布鞋", "布鞋"));

        GenerationMetrics metrics = _ml.Seq2Seq().Evaluate(data, new EvaluateOptions { PerRow = true });

        Assert.Equal(2, metrics.Count);
        Assert.Equal(0.9, metrics.Rouge1, 1e-12);
        Assert.Equal(0.5, metrics.Rouge2, 1e-12);
        Assert.Equal(0.9, metrics.RougeL, 1e-12);
        Assert.Equal(0.5, metrics.ExactMatch);
        Assert.Equal(1, metrics.Distinct1);
        DataFrame rows = metrics.Rows!;
        Assert.Equal([0.8, 1.0], rows["Rouge1"].Cast<double>(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0.0, 1.0], rows["ExactMatch"].Cast<double>());
        Assert.Equal(["暖茶", "布鞋"], rows["Generated"].Cast<string>());
    }

    [Fact]
    public void The_metrics_make_a_table_and_rows_are_kept_only_where_they_are_asked_for()
    {
        GenerationMetrics metrics = _ml.Seq2Seq().Evaluate(Rows(("a", "a")));

        Assert.Null(metrics.Rows);
        DataFrame table = metrics.ToDataFrame();
        Assert.Equal(["Rouge-1", "Rouge-2", "Rouge-L", "BLEU-4", "Exact match", "Distinct-1", "Distinct-2"], table["metric"].Cast<string>());
        Assert.Equal(1.0, table["value"][0]);
    }

    [Fact]
    public void Columns_have_the_names_that_the_options_say_and_missing_ones_are_named()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Other { Written = "x", Wanted = "y" }]);

        Assert.Equal(0, _ml.Seq2Seq().Evaluate(data, new EvaluateOptions { GeneratedColumn = "Written", TargetColumn = "Wanted" }).Rouge1);
        Assert.Contains("Evaluate reads column 'Generated'", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Seq2Seq().Evaluate(data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_without_a_row_is_refused() =>
        Assert.Contains("Evaluate got data without a row", Assert.Throws<ArgumentException>(() => _ml.Seq2Seq().Evaluate(Rows())).Message, StringComparison.Ordinal);

    private IDataView Rows(params IEnumerable<(string Generated, string Target)> rows) =>
        _ml.Data.LoadFromEnumerable(rows.Select(r => new Row { Generated = r.Generated, Target = r.Target }).ToArray());

    private sealed class Row
    {
        public string Generated { get; set; } = "";

        public string Target { get; set; } = "";
    }

    private sealed class Other
    {
        public string Written { get; set; } = "";

        public string Wanted { get; set; } = "";
    }
}
