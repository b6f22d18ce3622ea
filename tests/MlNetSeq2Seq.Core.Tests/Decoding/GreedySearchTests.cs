using MlNetSeq2Seq.Decoding;

namespace MlNetSeq2Seq.Tests.Decoding;

public sealed class GreedySearchTests
{
    private const int End = 0;

    [Fact]
    public void Writes_the_most_likely_token_until_the_end_token()
    {
        // 1 after nothing, 2 after 1, the end after 2.
        TableSession session = TableSession.Of(3, written => written switch
        {
            [] => [0.1, 0.7, 0.2],
            [1] => [0.3, 0.1, 0.6],
            _ => [0.8, 0.1, 0.1],
        });
        Hypothesis text = Assert.Single(Assert.Single(Search(new()).Run(session)));
        Assert.Equal([1, 2], text.Tokens);
        Assert.True(text.IsFinished);
        Assert.Equal(Math.Log(0.7 * 0.6 * 0.8), text.LogProbability, 1e-6);
        Assert.Equal(text.LogProbability, text.Score);
    }

    [Fact]
    public void Stops_at_the_greatest_length()
    {
        Hypothesis text = Search(new() { MaximumLength = 3 }).Run(TableSession.Of(3, _ => [0.1, 0.7, 0.2]))[0][0];
        Assert.Equal([1, 1, 1], text.Tokens);
        Assert.False(text.IsFinished);
    }

    [Fact]
    public void Stops_where_the_model_must()
    {
        TableSession session = new(2, 1, (_, _) => [0, 1]) { MaximumLength = 2 };
        Assert.Equal([1, 1], Search(new()).Run(session)[0][0].Tokens);
    }

    [Fact]
    public void Lowest_of_equal_tokens_is_written() =>
        Assert.Equal([1], Search(new() { MaximumLength = 1 }).Run(TableSession.Of(4, _ => [0.1, 0.3, 0.3, 0.3]))[0][0].Tokens);

    [Fact]
    public void Sources_that_are_done_leave_the_batch()
    {
        // Source i writes i + 1 tokens.
        TableSession session = new(2, 3, (source, written) => written.Length > source ? [1, 0] : [0, 1]);
        Hypothesis[][] results = Search(new()).Run(session);
        Assert.Equal([1, 2, 3], results.Select(texts => texts[0].Tokens.Length));
        Assert.Equal([3, 3, 2, 1], session.RowsOfSteps);
        Assert.Equal(2, session.Reorders);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Text_of_a_source_does_not_depend_on_the_batch(int seed)
    {
        Hypothesis[][] together = Search(new()).Run(TableSession.Drawn(12, 5, seed));
        for (int source = 0; source < 5; source++)
        {
            int number = source;
            TableSession alone = new(12, 1, (_, written) => TableSession.DrawnLogits(12, seed, number, written));
            Assert.Equal(together[source][0].Tokens, Search(new()).Run(alone)[0][0].Tokens);
        }
    }

    [Fact]
    public void Rules_decide_but_do_not_change_the_probability()
    {
        Hypothesis text = Search(new() { MinimumLength = 2 }).Run(TableSession.Of(3, _ => [0.6, 0.3, 0.1]))[0][0];
        Assert.Equal([1, 1], text.Tokens);
        Assert.Equal(Math.Log(0.3 * 0.3 * 0.6), text.LogProbability, 1e-6);
    }

    [Fact]
    public void Source_for_which_everything_is_forbidden_ends_unfinished()
    {
        Hypothesis text = Search(new() { NoRepeatNgramSize = 1, ForbiddenTokens = [0] })
            .Run(TableSession.Of(3, _ => [0.6, 0.3, 0.1]))[0][0];
        Assert.Equal([1, 2], text.Tokens);
        Assert.False(text.IsFinished);
    }

    [Fact]
    public void No_sources_give_no_texts() => Assert.Empty(Search(new()).Run(TableSession.Drawn(3, 0, 1)));

    [Fact]
    public void Logits_that_are_no_numbers_are_an_error()
    {
        TableSession session = new(2, 1, (_, _) => [float.NaN, 0]);
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => Search(new()).Run(session));
        Assert.Equal("The model gave logits whose largest is NaN, where a number was wanted.", exception.Message);
    }

    [Fact]
    public void Can_be_cancelled()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Search(new()).Run(TableSession.Drawn(3, 1, 1), cancellationToken: source.Token));
    }

    [Fact]
    public void Refuses_more_than_one_text_a_source() => Assert.Throws<ArgumentOutOfRangeException>(() => Search(new() { Count = 2 }));

    [Fact]
    public void Refuses_an_end_token_that_the_model_lacks()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => new GreedySearch(new(), endId: 3).Run(TableSession.Drawn(3, 1, 1)));
        Assert.StartsWith(
            "A search ends texts with token 3, but the model has the tokens 0 to 2.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_used_session()
    {
        TableSession session = TableSession.Drawn(3, 2, 1);
        session.Step([], new float[6]);
        session.Reorder([0, 0, 1]);
        Assert.Throws<ArgumentException>(() => Search(new()).Run(session));
    }

    private static GreedySearch Search(GreedySearchOptions options) => new(options, End);
}
