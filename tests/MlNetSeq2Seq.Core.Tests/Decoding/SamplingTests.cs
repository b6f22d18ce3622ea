using MlNetSeq2Seq.Decoding;

namespace MlNetSeq2Seq.Tests.Decoding;

public sealed class SamplingTests
{
    private const int End = 0;

    [Fact]
    public void Draws_follow_the_distribution()
    {
        Hypothesis[] texts = new Sampling(new SamplingOptions { Count = 4_000, MaximumLength = 1 }, End)
            .Run(TableSession.Of(4, _ => [0.1, 0.2, 0.3, 0.4]))[0];
        double[] shares = [.. Enumerable.Range(0, 4).Select(token => texts.Count(text => First(text) == token) / 4_000.0)];

        // Standard deviation at most .0078, four of them.
        Assert.Equal([0.1, 0.2, 0.3, 0.4], shares, (x, y) => Math.Abs(x - y) < 0.031);

        static int First(Hypothesis text) => text.IsFinished ? End : text.Tokens[0];
    }

    [Fact]
    public void Low_temperature_is_greedy_search()
    {
        Hypothesis[][] greedy = new GreedySearch(new GreedySearchOptions(), End).Run(TableSession.Drawn(9, 3, 5));
        Hypothesis[][] drawn = new Sampling(new SamplingOptions { Temperature = 1e-4 }, End).Run(TableSession.Drawn(9, 3, 5));
        Assert.Equal(greedy.Select(texts => texts[0].Tokens), drawn.Select(texts => texts[0].Tokens));
        Assert.Equal(greedy[0][0].LogProbability, drawn[0][0].LogProbability, 1e-5);
    }

    [Fact]
    public void Top_one_is_greedy_search()
    {
        Hypothesis[][] greedy = new GreedySearch(new GreedySearchOptions(), End).Run(TableSession.Drawn(9, 3, 6));
        Hypothesis[][] drawn = new Sampling(new SamplingOptions { TopK = 1, Seed = 3 }, End).Run(TableSession.Drawn(9, 3, 6));
        Assert.Equal(greedy.Select(texts => texts[0].Tokens), drawn.Select(texts => texts[0].Tokens));
    }

    [Fact]
    public void Text_follows_from_seed_key_and_number_whatever_the_batch()
    {
        Sampling search = new(new SamplingOptions { Count = 3, Seed = 9 }, End);
        Hypothesis[][] together = search.Run(new TableSession(9, 2, (_, written) => TableSession.DrawnLogits(9, 1, 0, written)), [77, 5]);
        Hypothesis[][] alone = search.Run(new TableSession(9, 1, (_, written) => TableSession.DrawnLogits(9, 1, 0, written)), [5]);
        Assert.Equal(together[1].Select(text => text.Tokens), alone[0].Select(text => text.Tokens));
        Assert.NotEqual(together[0].Select(text => text.Tokens), together[1].Select(text => text.Tokens));
    }

    [Fact]
    public void Other_seed_writes_other_texts()
    {
        Hypothesis[][] Run(int seed) => new Sampling(new SamplingOptions { Seed = seed }, End).Run(TableSession.Drawn(30, 1, 2, scale: 1));
        Assert.Equal(Run(1)[0][0].Tokens, Run(1)[0][0].Tokens);
        Assert.NotEqual(Run(1)[0][0].Tokens, Run(2)[0][0].Tokens);
    }

    [Fact]
    public void Texts_come_by_probability()
    {
        Hypothesis[] texts = new Sampling(new SamplingOptions { Count = 20, MaximumLength = 6 }, End).Run(TableSession.Drawn(9, 1, 3))[0];
        Assert.Equal(20, texts.Length);
        Assert.Equal(texts.OrderByDescending(text => text.Score).Select(text => text.Score), texts.Select(text => text.Score));
        Assert.All(texts.Where(text => !text.IsFinished), text => Assert.Equal(6, text.Tokens.Length));
    }

    [Fact]
    public void First_step_has_one_row_a_source()
    {
        TableSession session = TableSession.Drawn(9, 2, 4);
        new Sampling(new SamplingOptions { Count = 5, MinimumLength = 1 }, End).Run(session);
        Assert.Equal([2, 10], session.RowsOfSteps.Take(2));
    }

    [Fact]
    public void Forbidden_tokens_are_never_drawn()
    {
        SamplingOptions options = new() { Count = 200, MinimumLength = 3, MaximumLength = 5, ForbiddenTokens = [2] };
        Hypothesis[] texts = new Sampling(options, End).Run(TableSession.Drawn(5, 1, 1))[0];
        Assert.All(texts, text => Assert.DoesNotContain(2, text.Tokens));
        Assert.All(texts, text => Assert.InRange(text.Tokens.Length, 3, 5));
    }

    [Fact]
    public void Source_for_which_everything_is_forbidden_ends_unfinished()
    {
        Hypothesis text = new Sampling(new SamplingOptions { NoRepeatNgramSize = 1, ForbiddenTokens = [End] }, End)
            .Run(TableSession.Drawn(4, 1, 1))[0][0];
        Assert.Equal([1, 2, 3], text.Tokens.Order());
        Assert.False(text.IsFinished);
    }

    [Fact]
    public void Refuses_keys_of_another_number() =>
        Assert.Throws<ArgumentException>(() => new Sampling(new SamplingOptions(), End).Run(TableSession.Drawn(4, 2, 1), [1]));
}
