using MlNetSeq2Seq.Objectives.CausalLm;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Tests.Objectives.CausalLm;

public sealed class CausalLmLabelingTests
{
    private const int No = Labels.Ignore;
    private const int End = 3;

    [Fact]
    public void Every_position_asks_for_the_next_token() =>
        Assert.Equal([11, 12, End, No], new CausalLmLabeling(new CausalLmLabelingOptions()).Apply([10, 11, 12, End]));

    // A prompt of three and an answer of two, its end token, and two more of them as padding.
    [Theory]
    [InlineData(AnswerEnd.WithEnd, new[] { No, No, 20, 21, End, No, No, No })]
    [InlineData(AnswerEnd.BeforeEnd, new[] { No, No, 20, 21, No, No, No, No })]
    [InlineData(AnswerEnd.WholeRow, new[] { No, No, 20, 21, End, End, End, No })]
    public void Only_the_answer_is_learnt_as_far_as_asked(AnswerEnd end, int[] expected) => Assert.Equal(
        expected,
        new CausalLmLabeling(new CausalLmLabelingOptions { AnswerEnd = end, EndId = End }).Apply([10, 11, 12, 20, 21, End, End, End], promptLength: 3));

    [Fact]
    public void An_end_token_within_the_prompt_does_not_end_the_answer() => Assert.Equal(
        [No, 20, End, No],
        new CausalLmLabeling(new CausalLmLabelingOptions { AnswerEnd = AnswerEnd.WithEnd, EndId = End }).Apply([10, End, 20, End], promptLength: 2));

    [Fact]
    public void Padding_is_never_a_label() =>
        Assert.Equal([11, No, No], new CausalLmLabeling(new CausalLmLabelingOptions { PaddingId = 0 }).Apply([10, 11, 0]));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Rows_that_are_prompt_alone_ask_for_nothing(int length)
    {
        int[] ids = [.. Enumerable.Range(10, length)];
        CausalLmLabeling labeling = new(new CausalLmLabelingOptions { AnswerEnd = AnswerEnd.WithEnd, EndId = End });
        Assert.Equal(Enumerable.Repeat(No, length), labeling.Apply(ids, promptLength: length));
    }

    [Fact]
    public void Labels_are_the_tokens_behind_the_prompt_in_their_order()
    {
        CausalLmLabeling labeling = new(new CausalLmLabelingOptions());
        KeyedRandom random = new(1);
        for (int i = 0; i < 1_000; i++)
        {
            int[] ids = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => random.Next(100))];
            int prompt = random.Next(ids.Length + 1);
            int[] labels = labeling.Apply(ids, prompt);
            Assert.Equal(ids[Math.Max(1, prompt)..], labels.Where(label => label != No));
            Assert.All(Enumerable.Range(0, ids.Length), p => Assert.True(labels[p] == No || labels[p] == ids[p + 1]));
        }
    }

    [Fact]
    public void What_does_not_hold_together_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new CausalLmLabeling(new CausalLmLabelingOptions { AnswerEnd = AnswerEnd.WithEnd }));
        Exception thrown = Assert.Throws<ArgumentOutOfRangeException>(() => new CausalLmLabeling(new CausalLmLabelingOptions()).Apply([1, 2], 3));
        Assert.Contains("needs a prompt of 0 to 2 tokens for a row of 2, but it has 3.", thrown.Message, StringComparison.Ordinal);
    }
}
