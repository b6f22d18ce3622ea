using Microsoft.ML;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Scoring;
using MlNetSeq2Seq.Tests.Testing;

namespace MlNetSeq2Seq.Tests.Scoring;

public sealed class ScoreTextTransformerTests(TrainedModelFixture trained) : IClassFixture<TrainedModelFixture>
{
    [Fact]
    public void A_written_text_has_the_score_that_the_search_gave_it()
    {
        // Without a length penalty a search ranks by the log-probability.
        TextGenerationTransformer writer = trained.Generator.With(trained.Generator.Options with
        {
            Search = new BeamSearchOptions { BeamSize = 3, Count = 3, MinimumLength = 1, MaximumLength = 12 },
        });
        Answer[] answers = SmallTraining.Answers(trained.ML, writer, Pairs.All.Select(p => p.Source));
        ScoreRow[] rows = [.. answers.SelectMany(a => a.Candidates!.Select(c => new ScoreRow { Source = a.Source, Text = c }))];

        Scored[] scored = Score(Transformer(), rows);

        Assert.Equal(answers.SelectMany(a => a.Scores!), scored.Select(s => s.LogProbability), (a, b) => Math.Abs(a - b) < 1e-3);
        Assert.All(scored, s => Assert.Equal(Math.Exp(-s.LogProbability / s.TokenCount), s.Perplexity, 1e-3 * s.Perplexity));
    }

    [Fact]
    public void What_was_learnt_is_likelier_than_what_was_not()
    {
        ScoreRow[] rows = [.. Pairs.All.Select((p, i) => new ScoreRow { Source = p.Source, Text = Pairs.All[(i + 1) % Pairs.All.Length].Target })];
        ScoreRow[] learnt = [.. Pairs.All.Select(p => new ScoreRow { Source = p.Source, Text = p.Target })];

        Assert.All(Score(Transformer(), learnt).Zip(Score(Transformer(), rows)), pair => Assert.True(pair.First.Perplexity < pair.Second.Perplexity));
    }

    [Fact]
    public void A_loaded_transformer_scores_as_the_saved_one_did()
    {
        ScoreRow[] rows = [.. Pairs.All.Select(p => new ScoreRow { Source = p.Source, Text = p.Target })];
        ScoreTextTransformer transformer = Transformer();
        byte[] zip = Zips.Save(trained.ML, transformer, trained.ML.Data.LoadFromEnumerable(rows).Schema);

        Assert.Equal(Score(transformer, rows).Select(s => s.LogProbability), Score(Zips.Load(trained.ML, zip), rows).Select(s => s.LogProbability));
    }

    [Fact]
    public void A_text_that_is_too_long_is_refused()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => Score(Transformer(), [new ScoreRow { Source = "红茶", Text = new string('茶', 60) }]));
        Assert.Contains("ScoreText got 61 tokens to score in text 0, but the model has room for 47.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_text_is_refused_with_its_column_and_row()
    {
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => Score(Transformer(), [new ScoreRow { Source = "红茶", Text = "" }]));
        Assert.Equal("ScoreText found no text in column 'Text' of row 0.", e.Message);
    }

    private ScoreTextTransformer Transformer() => trained.ML.Seq2Seq().ScoreText(trained.Generator.Model).Fit(trained.ML.Data.LoadFromEnumerable<ScoreRow>([]));

    private Scored[] Score(ITransformer transformer, ScoreRow[] rows) =>
        [.. trained.ML.Data.CreateEnumerable<Scored>(transformer.Transform(trained.ML.Data.LoadFromEnumerable(rows)), reuseRowObject: false)];

    private sealed class ScoreRow
    {
        public string Source { get; set; } = "";

        public string Text { get; set; } = "";
    }

    private sealed class Scored
    {
        public float LogProbability { get; set; }

        public float Perplexity { get; set; }

        public int TokenCount { get; set; }
    }
}
