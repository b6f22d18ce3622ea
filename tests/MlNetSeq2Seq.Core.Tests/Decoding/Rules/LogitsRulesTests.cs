using MlNetSeq2Seq.Decoding.Rules;

namespace MlNetSeq2Seq.Tests.Decoding.Rules;

public sealed class LogitsRulesTests
{
    private const float Never = float.NegativeInfinity;

    [Fact]
    public void Repetition_penalty_makes_written_tokens_less_likely_whatever_their_sign() =>
        Assert.Equal([1, 1, -2, -1], Applied(new RepetitionPenalty(2), [1, 2, -1, -1], [1, 2, 1, 1]));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Repetition_penalty_must_be_greater_than_0(double penalty) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RepetitionPenalty(penalty));

    [Fact]
    public void Bigram_is_not_repeated() => Assert.Equal([1, Never, 1, 1], Applied(new NoRepeatNgram(2), [1, 1, 1, 1], [3, 1, 2, 3]));

    [Fact]
    public void Unigram_is_not_repeated() => Assert.Equal([Never, 1, 1, Never], Applied(new NoRepeatNgram(1), [1, 1, 1, 1], [0, 3, 0]));

    [Fact]
    public void Trigram_is_not_repeated() =>
        Assert.Equal([1, 1, Never, 1], Applied(new NoRepeatNgram(3), [1, 1, 1, 1], [0, 1, 2, 0, 3, 0, 1]));

    [Fact]
    public void Short_text_repeats_nothing() => Assert.Equal([1, 1], Applied(new NoRepeatNgram(3), [1, 1], [0, 0]));

    [Fact]
    public void Exceptions_may_be_repeated()
    {
        // 3 1 ... 3: 1 is an exception and stays; 1 2 ... 1: a run with an exception is not looked for.
        Assert.Equal([1, 1, 1, 1], Applied(new NoRepeatNgram(2, 1), [1, 1, 1, 1], [3, 1, 2, 3]));
        Assert.Equal([1, 1, 1, 1], Applied(new NoRepeatNgram(2, 1), [1, 1, 1, 1], [1, 2, 1]));
    }

    [Fact]
    public void Forbidden_tokens_are_never_written() => Assert.Equal([Never, 1, Never], Applied(new ForbiddenTokens(0, 2), [1, 1, 1], []));

    [Fact]
    public void Forced_token_stands_at_its_place_behind_the_prefix()
    {
        ForcedTokens rule = new(new Dictionary<int, int> { [1] = 2 });
        Assert.Equal([Never, Never, 0], Applied(rule, [5, 6, 7], [0, 0, 1], prefixLength: 2));
        Assert.Equal([5, 6, 7], Applied(rule, [5, 6, 7], [0, 0], prefixLength: 2));
    }

    [Fact]
    public void End_is_forbidden_until_the_text_behind_the_prefix_is_long_enough()
    {
        MinimumLength rule = new(2, endId: 1);
        Assert.Equal([1, Never], Applied(rule, [1, 1], [0, 0, 0], prefixLength: 2));
        Assert.Equal([1, 1], Applied(rule, [1, 1], [0, 0, 0, 0], prefixLength: 2));
    }

    [Fact]
    public void Tokens_that_the_model_lacks_are_an_error()
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => Applied(new ForbiddenTokens(9), [1, 1], []));
        Assert.StartsWith(
            "ForbiddenTokens names token 9, but the model has the tokens 0 to 1.", exception.Message, StringComparison.Ordinal);
        ForcedTokens forced = new(new Dictionary<int, int> { [0] = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Applied(forced, [1, 1], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Applied(new MinimumLength(1, endId: 2), [1, 1], []));
    }

    private static float[] Applied(ILogitsRule rule, float[] scores, int[] tokens, int prefixLength = 0)
    {
        rule.Apply(new RuleContext(tokens, prefixLength, source: 0), scores);
        return scores;
    }
}
