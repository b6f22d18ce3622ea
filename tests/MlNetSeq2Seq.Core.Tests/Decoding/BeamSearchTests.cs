using MlNetSeq2Seq.Decoding;

namespace MlNetSeq2Seq.Tests.Decoding;

public sealed class BeamSearchTests
{
    // 0 start, 1 end, 2 a, 3 b, as in the worked example of bert4keras' decoder: greedy goes to a, the best text is "b end".
    private const int End = 1;
    private const int A = 2;
    private const int B = 3;

    [Fact]
    public void Finds_what_greedy_search_misses()
    {
        Hypothesis text = Search(new() { BeamSize = 2 }).Run(Garden())[0][0];
        Assert.Equal([B], text.Tokens);
        Assert.Equal(Math.Log(0.4 * 0.9), text.LogProbability, 1e-6);
    }

    [Fact]
    public void Beam_of_one_is_greedy_search() => Assert.Equal([A, A], Search(new() { BeamSize = 1 }).Run(Garden())[0][0].Tokens);

    [Fact]
    public void Gives_the_n_best_in_order()
    {
        Hypothesis[] texts = Search(new() { BeamSize = 3, Count = 3 }).Run(Garden())[0];
        Assert.Equal(["3", "2 2", "2 3"], texts.Select(text => string.Join(' ', text.Tokens)));
        Assert.Equal([Math.Log(0.36), Math.Log(0.6 * 0.5 * 0.4), Math.Log(0.6 * 0.4 * 0.49)], texts.Select(text => text.Score), Near);
    }

    [Theory]
    [InlineData(FinishedHypotheses.Pooled)]
    [InlineData(FinishedHypotheses.InBeam)]
    public void Wide_beam_finds_the_best_of_all_texts(FinishedHypotheses finished)
    {
        // Vocabulary 4, at most 4 tokens: 3^0 + 3^1 + 3^2 + 3^3 finished texts and 3^4 unfinished ones.
        Hypothesis best = Search(new() { BeamSize = 128, MaximumLength = 4, Finished = finished }).Run(TableSession.Drawn(4, 1, 7))[0][0];
        (double Score, int[] Tokens) expected = AllTexts(seed: 7, length: 4).MaxBy(text => text.Score);
        Assert.Equal(expected.Tokens, best.Tokens);
        Assert.Equal(expected.Score, best.Score, 1e-5);
    }

    [Theory]
    [InlineData(LengthPenaltyForm.Power, 0.6)]
    [InlineData(LengthPenaltyForm.Power, 1)]
    [InlineData(LengthPenaltyForm.Gnmt, 0.8)]
    public void Wide_beam_finds_the_best_score_under_a_length_penalty(LengthPenaltyForm form, double exponent)
    {
        LengthPenalty penalty = new() { Form = form, Exponent = exponent };
        Hypothesis best = Search(new() { BeamSize = 128, MaximumLength = 4, LengthPenalty = penalty })
            .Run(TableSession.Drawn(4, 1, 8))[0][0];
        double expected = AllTexts(seed: 8, length: 4).Max(text =>
            penalty.Score(text.Score, text.Tokens.Length, prefix: 0, isFinished: text.Tokens.Length < 4));
        Assert.Equal(expected, best.Score, 1e-5);
    }

    [Theory]
    [InlineData(1, FinishedHypotheses.Pooled)]
    [InlineData(2, FinishedHypotheses.Pooled)]
    [InlineData(3, FinishedHypotheses.InBeam)]
    [InlineData(4, FinishedHypotheses.InBeam)]
    [InlineData(5, FinishedHypotheses.Discarded)]
    public void Texts_of_a_source_do_not_depend_on_the_batch(int seed, FinishedHypotheses finished)
    {
        BeamSearch search = Search(new() { BeamSize = 3, Count = 3, MaximumLength = 9, Finished = finished });
        Hypothesis[][] together = search.Run(TableSession.Drawn(9, 6, seed));
        for (int source = 0; source < 6; source++)
        {
            int number = source;
            TableSession alone = new(9, 1, (_, written) => TableSession.DrawnLogits(9, seed, number, written));
            Assert.Equal(together[source].Select(Text), search.Run(alone)[0].Select(Text));
        }

        static string Text(Hypothesis hypothesis) => $"{string.Join(' ', hypothesis.Tokens)}: {hypothesis.Score}";
    }

    [Fact]
    public void Texts_of_a_large_vocabulary_do_not_depend_on_the_batch()
    {
        // So many logits are looked at by several threads.
        const int vocabulary = 20003;
        const int sources = 6;
        BeamSearch search = Search(new() { BeamSize = 3, Count = 3, MaximumLength = 3 });
        Hypothesis[][] together = search.Run(TableSession.Drawn(vocabulary, sources, seed: 8));
        Hypothesis[][] alone =
        [
            .. Enumerable.Range(0, sources).Select(source =>
                search.Run(new TableSession(vocabulary, 1, (_, written) => TableSession.DrawnLogits(vocabulary, 8, source, written)))[0]),
        ];
        Assert.Equal(alone.SelectMany(Texts), together.SelectMany(Texts));

        static IEnumerable<string> Texts(Hypothesis[] hypotheses) =>
            hypotheses.Select(hypothesis => $"{string.Join(' ', hypothesis.Tokens)}: {hypothesis.Score}");
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(20000, 9)]
    public void Logits_that_are_no_numbers_are_an_error(int vocabulary, int sources)
    {
        TableSession session = new(vocabulary, sources, (source, _) => [source == sources - 1 ? float.NaN : 0, .. new float[vocabulary - 1]]);
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => Search(new()).Run(session));
        Assert.Equal("The model gave logits whose largest is NaN, where a number was wanted.", exception.Message);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Log_probability_is_that_of_the_tokens(int seed)
    {
        Hypothesis[] texts = Search(new() { BeamSize = 4, Count = 4, MaximumLength = 6 }).Run(TableSession.Drawn(8, 1, seed))[0];
        Assert.All(
            texts, text => Assert.Equal(LogProbability(seed, text.Tokens, text.IsFinished, vocabulary: 8), text.LogProbability, 1e-5));
    }

    [Fact]
    public void Sources_that_are_done_leave_the_batch()
    {
        TableSession session = new(4, 2, (source, written) => source == 0 || written.Length == 4 ? [-9, 9, -9, -9] : [-9, -9, 1, 2]);
        Search(new() { BeamSize = 2, Stopping = BeamStopping.PoolIsFull }).Run(session);
        Assert.Equal(2, session.RowsOfSteps[0]);
        Assert.Equal(2, session.RowsOfSteps[^1]);
    }

    [Fact]
    public void Pool_stops_as_soon_as_asked()
    {
        // Both places of the pool are full after one step; the unfinished text would come to be better.
        TableSession Session() => new(4, 1, (_, written) => written.Length == 0 ? [0, 2, 1.9f, -9] : [-9, 3, -9, 2.9f]);
        LengthPenalty penalty = new() { Exponent = 2 };
        BeamSearchOptions options = new() { BeamSize = 2, Count = 2, MaximumLength = 8, LengthPenalty = penalty };
        TableSession full = Session();
        Search(options with { Stopping = BeamStopping.PoolIsFull }).Run(full);
        TableSession never = Session();
        Search(options with { Stopping = BeamStopping.NothingBetterPossible }).Run(never);
        Assert.True(full.RowsOfSteps.Count < never.RowsOfSteps.Count);
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    [InlineData(24)]
    public void Stopping_when_nothing_better_is_possible_loses_nothing(int seed)
    {
        // Compared with a search that never stops: the pool is never full of better ones when its places are more than the texts.
        BeamSearchOptions options = new() { BeamSize = 3, MaximumLength = 7, LengthPenalty = new LengthPenalty { Exponent = 1 } };
        TableSession session = TableSession.Drawn(6, 1, seed);
        Hypothesis best = Search(options).Run(session)[0][0];
        Hypothesis expected = ReferencePooledBeam.Run(6, End, seed, options, stops: false)[0];
        Assert.Equal(expected.Tokens, best.Tokens);
        Assert.Equal(expected.Score, best.Score, 1e-5);
    }

    public static TheoryData<int, int, double, int> Searches()
    {
        TheoryData<int, int, double, int> searches = [];
        for (int seed = 0; seed < 24; seed++)
        {
            searches.Add(seed, 1 + (seed % 5), seed % 3 * 0.6, seed % 4);
        }

        return searches;
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void In_beam_search_is_unilm_s(int seed, int beamSize, double penalty, int minimumLength)
    {
        BeamSearchOptions options = new()
        {
            BeamSize = beamSize,
            Count = beamSize,
            MaximumLength = 8,
            MinimumLength = minimumLength,
            Finished = FinishedHypotheses.InBeam,
            LengthPenalty = new LengthPenalty { Form = LengthPenaltyForm.Gnmt, Exponent = penalty },
        };
        List<BeamFrame> frames = [];
        Hypothesis[] texts = Search(options).Run(TableSession.Drawn(7, 1, seed), frames.Add)[0];

        (List<BeamFrame> expectedFrames, List<(int[] Tokens, double Score)> expected) = ReferenceUnilmBeam.Run(7, End, seed, options);
        Assert.Equal(
            expectedFrames.Select(frame => string.Join(' ', frame.Tokens)), frames.Select(frame => string.Join(' ', frame.Tokens)));
        Assert.Equal(
            expectedFrames.Select(frame => string.Join(' ', frame.Parents)), frames.Select(frame => string.Join(' ', frame.Parents)));
        Assert.Equal(expectedFrames.SelectMany(frame => frame.Scores), frames.SelectMany(frame => frame.Scores), Near);
        Assert.Equal(expected.Select(text => string.Join(' ', text.Tokens)), texts.Select(WithEnd));
        Assert.Equal(expected.Select(text => text.Score), texts.Select(text => text.Score), Near);
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Pooled_search_is_hugging_face_s(int seed, int beamSize, double penalty, int minimumLength)
    {
        BeamSearchOptions options = new()
        {
            BeamSize = beamSize,
            Count = beamSize,
            MaximumLength = 8,
            MinimumLength = minimumLength,
            Stopping = seed % 2 == 0 ? BeamStopping.PoolIsFull : BeamStopping.NothingBetterNow,
            LengthPenalty = new LengthPenalty { Exponent = penalty, CountsEnd = seed % 4 < 2 },
        };
        Hypothesis[] texts = Search(options).Run(TableSession.Drawn(7, 1, seed))[0];
        Hypothesis[] expected = ReferencePooledBeam.Run(7, End, seed, options, stops: true);
        Assert.Equal(expected.Select(WithEnd), texts.Select(WithEnd));
        Assert.Equal(expected.Select(text => text.Score), texts.Select(text => text.Score), Near);
    }

    [Fact]
    public void Discarding_beam_loses_a_better_text()
    {
        // The quirk of bert4keras: "end" has .45, but is not best after the first step and is thrown away.
        TableSession session = TableSession.Of(4, written => written switch
        {
            [] => [1e-9, 0.45, 0.55, 1e-9],
            [A] => [1e-9, 0.3, 0.4, 0.3],
            [A, A] => [1e-9, 0.45, 0.55, 1e-9],
            _ => [1e-9, 1, 1e-9, 1e-9],
        });
        Hypothesis text = Search(new() { BeamSize = 2, Finished = FinishedHypotheses.Discarded, EarlyEnd = EarlyEnd.Ordinary })
            .Run(session)[0][0];
        Assert.Equal([A, A, A], text.Tokens);
        Assert.Equal(Math.Log(0.55 * 0.4 * 0.55), text.LogProbability, 1e-6);
    }

    [Fact]
    public void Early_end_can_be_an_ordinary_token()
    {
        // bert4keras with minlen 4 (start and end counted) writes "b end end".
        BeamSearchOptions options = new()
        {
            BeamSize = 2,
            MinimumLength = 2,
            Finished = FinishedHypotheses.Discarded,
            EarlyEnd = EarlyEnd.Ordinary,
        };
        Hypothesis text = Search(options).Run(Garden())[0][0];
        Assert.Equal([B, End], text.Tokens);
        Assert.True(text.IsFinished);
    }

    [Fact]
    public void Text_can_need_two_end_tokens()
    {
        Hypothesis text = Search(new() { BeamSize = 2, EndCount = 2 }).Run(Garden())[0][0];
        Assert.Equal([B, End], text.Tokens);
    }

    [Fact]
    public void Forced_token_costs_nothing()
    {
        Hypothesis text = Search(new() { BeamSize = 2, MaximumLength = 2, ForcedTokens = new Dictionary<int, int> { [1] = End } })
            .Run(Garden())[0][0];
        Assert.Equal([A], text.Tokens);
        Assert.Equal(Math.Log(0.6), text.LogProbability, 1e-6);
    }

    [Theory]
    [InlineData(FinishedHypotheses.Pooled)]
    [InlineData(FinishedHypotheses.InBeam)]
    [InlineData(FinishedHypotheses.Discarded)]
    public void Where_everything_is_forbidden_the_texts_end_unfinished(FinishedHypotheses finished)
    {
        BeamSearchOptions options = new()
        {
            BeamSize = 2,
            Count = 2,
            NoRepeatNgramSize = 1,
            ForbiddenTokens = [0, End],
            Finished = finished,
        };
        Hypothesis[] texts = Search(options).Run(Garden())[0];
        Assert.Equal(["2 3", "3 2"], texts.Select(text => string.Join(' ', text.Tokens)).Order(StringComparer.Ordinal));
        Assert.All(texts, text => Assert.False(text.IsFinished));
    }

    [Fact]
    public void Beam_wider_than_the_vocabulary_is_allowed() =>
        Assert.Equal([B], Search(new() { BeamSize = 50 }).Run(Garden())[0][0].Tokens);

    [Fact]
    public void Refuses_options_out_of_range()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Search(new() { BeamSize = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Search(new() { EndCount = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Search(new() { MaximumLength = 0 }));
        Assert.Throws<ArgumentException>(() => Search(new() { MaximumLength = 5, MinimumLength = 5 }));
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Search(new() { BeamSize = 2, Count = 3 }));
        Assert.StartsWith(
            "BeamSearch finds at most as many texts as its beam has places, but Count is 3 and BeamSize 2.",
            exception.Message,
            StringComparison.Ordinal);
    }

    private static bool Near(double x, double y) => Math.Abs(x - y) < 1e-5;

    private static string WithEnd(Hypothesis text) => string.Join(' ', text.IsFinished ? [.. text.Tokens, End] : text.Tokens);

    private static BeamSearch Search(BeamSearchOptions options) => new(options, End);

    // P(.|start) a .6, b .4; after a: end .1, a .5, b .4; after b: end .9, a .05, b .05; after aa: end .4, a .3, b .3;
    // after ab: end .49; else end.
    private static TableSession Garden() => TableSession.Of(4, written => written switch
    {
        [] => [1e-9, 1e-9, 0.6, 0.4],
        [A] => [1e-9, 0.1, 0.5, 0.4],
        [B] => [1e-9, 0.9, 0.05, 0.05],
        [A, A] => [1e-9, 0.4, 0.3, 0.3],
        [A, B] => [1e-9, 0.49, 0.26, 0.25],
        _ => [1e-9, 1, 1e-9, 1e-9],
    });

    private static IEnumerable<(double Score, int[] Tokens)> AllTexts(int seed, int length)
    {
        List<int[]> open = [[]];
        for (int step = 0; step < length; step++)
        {
            foreach (int[] text in open)
            {
                yield return (LogProbability(seed, text, isFinished: true, vocabulary: 4), text);
            }

            open = [.. from text in open from token in new[] { 0, A, B } select (int[])[.. text, token]];
        }

        foreach (int[] text in open)
        {
            yield return (LogProbability(seed, text, isFinished: false, vocabulary: 4), text);
        }
    }

    private static double LogProbability(int seed, int[] text, bool isFinished, int vocabulary)
    {
        int[] all = isFinished ? [.. text, End] : text;
        double sum = 0;
        for (int i = 0; i < all.Length; i++)
        {
            float[] logits = TableSession.DrawnLogits(vocabulary, seed, 0, all[..i]);
            sum += logits[all[i]] - Math.Log(logits.Sum(logit => Math.Exp(logit)));
        }

        return sum;
    }
}
