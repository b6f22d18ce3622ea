using MlNetSeq2Seq.Reading;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Reading;

public sealed class ReadingLayoutTests
{
    [Fact]
    public void A_short_text_is_one_row()
    {
        ReadingWindow row = Assert.Single(Layout(12, 4, 2).Windows([10, 11], [20, 21, 22]));

        Assert.Equal([2, 10, 11, 3, 20, 21, 22, 3], row.Ids);
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1], row.Segments);
        Assert.Equal((4, 0, 3), (row.ContextStart, row.FirstToken, row.ContextLength));
        Assert.All(row.HasMostContext, Assert.True);
    }

    [Fact]
    public void A_long_text_is_rows_that_overlap_and_end_with_it()
    {
        // Room for 5 tokens of the text: 10 less question and special tokens.
        IReadOnlyList<ReadingWindow> rows = Layout(10, 2, 3).Windows([10, 11], [20, 21, 22, 23, 24, 25, 26, 27, 28]);

        Assert.Equal(["20,21,22,23,24", "23,24,25,26,27", "26,27,28"], rows.Select(row => string.Join(",", row.Ids[4..^1])));
        Assert.Equal([0, 3, 6], rows.Select(row => row.FirstToken));
        Assert.All(rows, row => Assert.Equal([2, 10, 11, 3], row.Ids[..4]));
    }

    [Fact]
    public void A_token_counts_in_the_row_that_shows_most_around_it()
    {
        // The rows show tokens 0-4, 3-7, 6-8. Token 3: one to its right in the first, none to its left in the second. Token 4: none against one.
        // Token 6: one against none; token 7: none against one.
        IReadOnlyList<ReadingWindow> rows = Layout(10, 2, 3).Windows([10, 11], [20, 21, 22, 23, 24, 25, 26, 27, 28]);

        Assert.Equal([true, true, true, true, false], rows[0].HasMostContext);
        Assert.Equal([false, true, true, true, false], rows[1].HasMostContext);
        Assert.Equal([false, true, true], rows[2].HasMostContext);
    }

    [Fact]
    public void Of_equal_surroundings_the_longer_row_counts()
    {
        // The rows show tokens 0-3 and 3-4: token 3 stands at an end of both.
        IReadOnlyList<ReadingWindow> rows = Layout(8, 1, 3).Windows([10], [20, 21, 22, 23, 24]);

        Assert.Equal([true, true, true, true], rows[0].HasMostContext);
        Assert.Equal([false, true], rows[1].HasMostContext);
    }

    [Fact]
    public void Every_token_counts_in_exactly_one_row()
    {
        int[] context = [.. Enumerable.Range(100, 1000)];
        IReadOnlyList<ReadingWindow> rows = Layout(64, 16, 13).Windows([10, 11, 12], context);

        Assert.Equal(
            Enumerable.Range(0, 1000),
            rows.SelectMany(row => Enumerable.Range(0, row.ContextLength).Where(i => row.HasMostContext[i]).Select(i => row.FirstToken + i)).Order());
        Assert.All(rows, row => Assert.Equal(context.AsSpan(row.FirstToken, row.ContextLength), row.Ids.AsSpan(row.ContextStart, row.ContextLength)));
    }

    [Fact]
    public void A_long_question_is_cut() =>
        Assert.Equal([2, 10, 11, 3, 20, 3], Assert.Single(Layout(12, 2, 2).Windows([10, 11, 12, 13], [20])).Ids);

    [Fact]
    public void A_stride_beyond_the_room_leaves_no_token_out()
    {
        IReadOnlyList<ReadingWindow> rows = Layout(6, 1, 100).Windows([10], [20, 21, 22, 23, 24]);

        Assert.Equal([20, 21, 22, 23, 24], rows.SelectMany(row => row.Ids[3..^1]));
    }

    [Theory]
    [InlineData(3, 4, 7, 8)] // all of it in the first part
    [InlineData(4, 5, 0, 0)] // half of it
    [InlineData(7, 8, 0, 0)] // none of it
    public void The_labels_are_the_places_of_the_answer(int first, int last, int expectedFirst, int expectedLast)
    {
        MaskedSample sample = Layout(10, 2, 3).Windows([10, 11], [20, 21, 22, 23, 24, 25, 26, 27, 28])[0].ToSample(new AnswerTokens(first, last));

        Assert.Equal([expectedFirst, expectedLast, -100, -100, -100, -100, -100, -100, -100, -100], sample.Labels);
        Assert.Equal(Labels.Ignore, sample.SequenceLabel);
    }

    [Fact]
    public void A_question_without_an_answer_points_at_the_first_token() =>
        Assert.Equal([0, 0, -100], Layout(10, 2, 3).Windows([10], [20])[0].ToSample(null).Labels[..3]);

    [Theory]
    [InlineData(2, 2, 1, 1)] // 井茶: the second token, which covers both
    [InlineData(0, 1, 0, 0)]
    [InlineData(1, 4, 1, 1)] // blanks between tokens belong to none
    public void Tokens_that_a_part_touches(int start, int length, int first, int last) =>
        Assert.Equal(new AnswerTokens(first, last), AnswerTokens.Of(s_tokens, new TextSpan(start, length)));

    [Fact]
    public void A_part_of_blanks_touches_no_token() => Assert.Null(AnswerTokens.Of(s_tokens, new TextSpan(4, 1)));

    [Fact]
    public void Tokens_stand_for_the_text_with_all_between_them() => Assert.Equal(new TextSpan(2, 4), new AnswerTokens(1, 2).In(s_tokens));

    [Theory]
    [InlineData(7, 4, 1, "Reading needs room for a question of 4 tokens, 3 special tokens and a part of the text, but MaximumLength is 7.")]
    [InlineData(12, 0, 1, "options.MaximumQuestionLength")]
    [InlineData(12, 4, 0, "options.Stride")]
    public void Options_out_of_range_are_refused(int length, int question, int stride, string part) =>
        Assert.Contains(part, Assert.ThrowsAny<ArgumentException>(() => Layout(length, question, stride)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_question_without_tokens_is_refused() =>
        Assert.Equal("Reading found no token in the question.", Assert.Throws<ArgumentException>(() => Layout(12, 4, 2).Windows([], [20])).Message);

    [Fact]
    public void A_text_without_tokens_is_refused() =>
        Assert.Equal("Reading found no token in the text.", Assert.Throws<ArgumentException>(() => Layout(12, 4, 2).Windows([10], [])).Message);

    // 龙, 井茶, 好 over the text "龙 井茶 好": offsets 0, 2-3, 5.
    private static readonly TokenSequence s_tokens = new([1, 2, 3], [0, 1, 2], [new TextSpan(0, 1), new TextSpan(2, 2), new TextSpan(5, 1)]);

    private static ReadingLayout Layout(int length, int question, int stride) => new(new ReadingLayoutOptions
    {
        SpecialTokens = TestTokens.Special, MaximumLength = length, MaximumQuestionLength = question, Stride = stride,
    });
}
