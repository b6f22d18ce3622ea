using MlNetSeq2Seq.Reading;

namespace MlNetSeq2Seq.Tests.Reading;

public sealed class AnswerSearchTests
{
    // [CLS] q [SEP] a b c [SEP]: the text stands at places 3 to 5.
    private static readonly ReadingWindow s_row = new([2, 10, 3, 20, 21, 22, 3], [0, 0, 0, 1, 1, 1, 1], 3, 0, [true, true, true]);

    [Fact]
    public void Candidates_are_ordered_by_the_sum_of_their_scores()
    {
        IReadOnlyList<AnswerCandidate> found = new AnswerSearch().Find([s_row], [new AnswerScores([0, 0, 0, 3, 1, 0, 0], [0, 0, 0, 0, 4, 2, 0])]);

        Assert.Equal(
            [(0, 1, 7.0), (0, 2, 5.0), (1, 1, 5.0), (0, 0, 3.0), (1, 2, 3.0), (2, 2, 2.0)],
            found.Select(c => (c.Tokens.First, c.Tokens.Last, c.Score)));
    }

    [Fact]
    public void The_end_never_stands_before_the_beginning() =>
        Assert.All(new AnswerSearch().Find([s_row], [new AnswerScores([0, 0, 0, 0, 0, 9, 0], [0, 0, 0, 9, 0, 0, 0])]), c => Assert.True(c.Tokens.Last >= c.Tokens.First));

    [Fact]
    public void The_best_ends_are_those_of_the_whole_row()
    {
        // [CLS] and the question take two of three places; what is left of each side is one token.
        var search = new AnswerSearch(new AnswerSearchOptions { EndCount = 3 });

        AnswerCandidate found = Assert.Single(search.Find([s_row], [new AnswerScores([9, 8, 0, 5, 1, 0, 0], [9, 0, 8, 1, 5, 0, 0])]));

        Assert.Equal((0, 1, 10.0), (found.Tokens.First, found.Tokens.Last, found.Score));
    }

    [Fact]
    public void Answers_are_not_longer_than_allowed()
    {
        IReadOnlyList<AnswerCandidate> found = new AnswerSearch(new AnswerSearchOptions { MaximumAnswerLength = 2 })
            .Find([s_row], [new AnswerScores([0, 0, 0, 9, 0, 0, 0], [0, 0, 0, 0, 0, 9, 0])]);

        Assert.Equal(2, found.Max(c => c.Tokens.Last - c.Tokens.First + 1));
        Assert.DoesNotContain(found, c => c.Tokens is { First: 0, Last: 2 });
    }

    [Fact]
    public void A_beginning_counts_only_in_the_row_that_shows_most_around_it()
    {
        ReadingWindow first = s_row with { HasMostContext = [true, true, false] };
        ReadingWindow second = new([2, 10, 3, 22, 23, 3], [0, 0, 0, 1, 1, 1], 3, 2, [true, true]);
        AnswerScores here = new([0, 0, 0, 0, 0, 99, 0], [0, 0, 0, 0, 0, 99, 0]);
        AnswerScores there = new([0, 0, 0, 2, 0, 0], [0, 0, 0, 0, 3, 0]);

        AnswerCandidate best = new AnswerSearch().Find([first, second], [here, there]).First(c => c.Tokens.First == 2);

        Assert.Equal((3, 5.0), (best.Tokens.Last, best.Score));
    }

    [Fact]
    public void Scores_of_padding_are_not_looked_at() =>
        Assert.Equal(6, new AnswerSearch().Find([s_row], [new AnswerScores([0, 0, 0, 1, 2, 3, 0, 99], [0, 0, 0, 1, 2, 3, 0, 99])]).Count);

    [Fact]
    public void There_may_be_no_candidate() =>
        Assert.Empty(new AnswerSearch(new AnswerSearchOptions { EndCount = 1 }).Find([s_row], [new AnswerScores([9, 0, 0, 0, 0, 0, 0], [9, 0, 0, 0, 0, 0, 0])]));

    [Fact]
    public void A_row_without_scores_is_refused()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => new AnswerSearch().Find([s_row], [new AnswerScores([1, 2], [1, 2])]));
        Assert.StartsWith("AnswerSearch needs scores for every place of 1 rows.", thrown.Message, StringComparison.Ordinal);
    }
}
