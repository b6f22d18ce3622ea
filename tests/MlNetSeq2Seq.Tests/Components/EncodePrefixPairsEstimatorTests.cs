using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Components;

public sealed class EncodePrefixPairsEstimatorTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Encodes_a_pair_as_source_and_target_in_their_segments_with_the_next_token_as_label()
    {
        EncodePrefixPairsOptions options = SmallTraining.Encoding with { Task = PrefixTask.NextToken };

        ViewRow row = Assert.Single(Encode(options, new TextPair { Source = "红茶", Target = "暖茶" }));

        (int red, int tea, int warm) = (Id("红"), Id("茶"), Id("暖"));
        (int start, int end) = (Id("[CLS]"), Id("[SEP]"));
        Assert.Equal(
            $"InputIds: {start} {red} {tea} {end} {warm} {tea} {end}; SegmentIds: 4 4 4 4 5 5 5; "
            + $"Labels: -100 -100 -100 {warm} {tea} {end} -100; SourceLength: 4; Attention: 3",
            row.Values);
    }

    [Fact]
    public void A_target_beyond_the_limit_is_refused_with_its_row_where_nothing_may_be_cut_off()
    {
        EncodePrefixPairsOptions options = SmallTraining.Encoding with { MaximumLength = 9, Truncation = PairTruncation.None };

        Exception thrown = Assert.Throws<InvalidOperationException>(() => Encode(
            options,
            new TextPair { Source = "红茶", Target = "暖茶" },
            new TextPair { Source = "红茶", Target = "一杯暖红茶" }));

        Assert.Equal(
            "EncodePrefixPairs cannot use row 1: A pair of 2 and 5 tokens does not fit into 6 places with truncation None.",
            thrown.Message);
    }

    [Theory]
    [InlineData("", "暖茶", "Source")]
    [InlineData("红茶", "", "Target")]
    [InlineData(" \u3000\t", "暖茶", "Source")]
    public void A_row_with_an_empty_side_is_refused_with_its_column_and_number(string source, string target, string column)
    {
        Exception thrown = Assert.Throws<InvalidOperationException>(() => Encode(
            SmallTraining.Encoding,
            new TextPair { Source = "红茶", Target = "暖茶" },
            new TextPair { Source = source, Target = target }));

        Assert.StartsWith($"EncodePrefixPairs found no text in column '{column}' of row 1;", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_do_not_hold_together_are_refused_when_the_component_is_fitted()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Pairs.All);

        string rate = Refusal(SmallTraining.Encoding with { MaskRate = 1.5 });
        string length = Refusal(SmallTraining.Encoding with { MaximumLength = 3 });

        Assert.Contains("MaskRate in [0, 1], but it is 1.5", rate, StringComparison.Ordinal);
        Assert.Contains("but MaximumLength is 3", length, StringComparison.Ordinal);

        string Refusal(EncodePrefixPairsOptions options) =>
            Assert.ThrowsAny<ArgumentException>(() => _ml.Seq2Seq().EncodePrefixPairs(options).Fit(data)).Message;
    }

    [Fact]
    public void An_engine_of_a_pipeline_with_its_training_steps_is_told_how_to_leave_them_out()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Pairs.All);
        using TextGenerationTransformer model = SmallTraining.Chain(_ml, SmallTraining.Options(epochs: 1)).Fit(data).LastTransformer;
        TransformerChain<ITransformer> whole = new EstimatorChain<ITransformer>()
            .Append((IEstimator<ITransformer>)_ml.Seq2Seq().EncodePrefixPairs(SmallTraining.Encoding))
            .Append((IEstimator<ITransformer>)_ml.Seq2Seq().GenerateText(model.Model, model.Options))
            .Fit(data);

        Assert.StartsWith(
            "EncodePrefixPairs reads column 'Target' of type String, but the data has only 'Source'. If only training needs this step, "
            + "append it with TransformerScope.TrainTest and take the model with GetModelFor(TransformerScope.Scoring).",
            Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Model.CreatePredictionEngine<Query, Answer>(whole)).Message,
            StringComparison.Ordinal);
    }

    private static int Id(string token) =>
        Pairs.Vocabulary.TryGetId(token, out int id) ? id : throw new KeyNotFoundException(token);

    private ViewRow[] Encode(EncodePrefixPairsOptions options, params TextPair[] pairs)
    {
        IDataView data = _ml.Data.LoadFromEnumerable(pairs);
        IDataView view = _ml.Seq2Seq().EncodePrefixPairs(options).Fit(data).Transform(data);
        return ViewRows.Of(view, columns: ["InputIds", "SegmentIds", "Labels", "SourceLength", "Attention"]);
    }
}
