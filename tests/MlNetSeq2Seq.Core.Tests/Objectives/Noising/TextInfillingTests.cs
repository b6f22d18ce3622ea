using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Tests.Objectives.Noising;

public sealed class TextInfillingTests
{
    private const int Mask = 4;

    private static readonly TextInfillingOptions s_options = new() { MaskId = Mask, VocabularySize = 1_000 };

    [Fact]
    public void A_span_of_two_words_becomes_one_mask()
    {
        // Words 10 11 | 12 | 13 14 | 15; ceil(4 * .5) = 2 words; both lengths are drawn at once, 2 is enough; the span begins at word 1.
        ScriptedRandom random = new ScriptedRandom().WithDoubles(Within(2), Within(3)).WithChoice([1], 4).WithDoubles(0.5);
        NoisyTokens noisy = new TextInfilling(s_options with { MaskRatio = 0.5 })
            .Apply([2, 10, 11, 12, 13, 14, 15, 3], [-1, 0, 0, 1, 2, 2, 3, -1], random);
        Assert.Equal([2, 10, 11, Mask, 15, 3], noisy.Ids);
        Assert.Equal([-1, 0, 0, 1, 3, -1], noisy.Words);
        Assert.True(random.IsUsedUp);
    }

    [Fact]
    public void A_span_of_no_word_puts_in_a_mask()
    {
        // One word to hide: lengths 0 and then 1, each drawn alone.
        ScriptedRandom random = new ScriptedRandom()
            .WithDoubles(Within(0), Within(1)).WithChoice([2], 3).WithDoubles(0.5).WithChoice([0], 4);
        NoisyTokens row = RandomRows.Plain(10, 11, 12);
        NoisyTokens noisy = new TextInfilling(s_options with { MaskRatio = 0.1 }).Apply(row.Ids, row.Words, random);
        Assert.Equal([2, Mask, 10, 11, Mask, 3], noisy.Ids);
        Assert.True(random.IsUsedUp);
    }

    [Fact]
    public void A_span_ends_before_a_special_token()
    {
        ScriptedRandom random = new ScriptedRandom().WithDoubles(Within(3), Within(3), Within(3)).WithChoice([0], 3).WithDoubles(0.5);
        NoisyTokens noisy = new TextInfilling(s_options with { MaskRatio = 1 }).Apply([2, 10, 3, 11, 12, 3], [-1, 0, -1, 1, 2, -1], random);
        Assert.Equal([2, Mask, 3, 11, 12, 3], noisy.Ids);
    }

    [Fact]
    public void Spans_of_length_0_are_as_frequent_as_Poisson_s_law_says()
    {
        PoissonLengths law = new(3);
        KeyedRandom random = new(1);
        int[] counts = new int[9];
        for (int i = 0; i < 20_000; i++)
        {
            int length = law.Draw(random);
            counts[Math.Min(length, 8)] += length < 9 ? 1 : 0;
        }

        // Specification, section C4: the law from 0 to 8.
        double[] expected = [.0498, .1494, .2240, .2240, .1680, .1008, .0504, .0216, .0081];
        Assert.All(
            expected.Zip(counts),
            pair => Assert.InRange(pair.Second / 20_000.0, pair.First - Tolerance(pair.First), pair.First + Tolerance(pair.First)));

        // Four standard deviations, and half of the last digit that the table shows.
        static double Tolerance(double p) => (4 * Math.Sqrt(p * (1 - p) / 20_000)) + 0.00005;
    }

    [Theory]
    [InlineData(3.0, 418.5, 42.6, 2.6, 0.267)]
    [InlineData(3.5, 412.2, 35.8, 1.4, 0.266)]
    public void Rows_of_512_tokens_come_out_as_measured(double mean, double length, double masks, double insertions, double hidden)
    {
        // Specification, section C4: simulated there over 1,000 rows with ratio .3, shown to one digit (share of hidden words: three).
        const int Rows = 20_000;
        TextInfilling infilling = new(s_options with { MeanSpanLength = mean });

        // Words with falling numbers: the first one is hidden by a span of its own if at all, so new tokens alone have higher numbers.
        NoisyTokens row = new([2, .. Enumerable.Range(100, 510), 3], [-1, .. Enumerable.Range(0, 510).Reverse(), -1]);
        KeyedRandom random = new(2);
        Moments lengths = new();
        Moments maskCounts = new();
        Moments inserted = new();
        Moments hiddenShare = new();
        for (int i = 0; i < Rows; i++)
        {
            NoisyTokens noisy = infilling.Apply(row.Ids, row.Words, random);
            int found = noisy.Ids.AsSpan().Count(Mask);
            int visible = noisy.Ids.Length - found - 2;
            int added = 0;
            foreach (int word in noisy.Words)
            {
                added += word >= 510 ? 1 : 0;
            }

            lengths.Add(noisy.Ids.Length);
            maskCounts.Add(found);
            inserted.Add(added);
            hiddenShare.Add((510 - visible) / 510.0);
        }

        lengths.AssertIs(length, shown: 0.05);
        maskCounts.AssertIs(masks, shown: 0.05);
        inserted.AssertIs(insertions, shown: 0.05);
        hiddenShare.AssertIs(hidden, shown: 0.0005);
    }

    [Fact]
    public void The_insertions_are_the_drawn_number_where_the_source_rounds_one_too_many()
    {
        // Specification, section C4: ceil(410 * (7 / 410)) is 8 in floating point.
        int[] ids = [.. Enumerable.Range(10, 408)];
        NoisyTokens row = RandomRows.Plain(ids);
        TokenInsertion insertion = new(new TokenInsertionOptions { MaskId = Mask, VocabularySize = 1_000 });
        Assert.Equal(8, (int)Math.Ceiling(410 * (7 / 410.0)));
        Assert.Equal(417, insertion.Insert(row, 7, new KeyedRandom(1)).Ids.Length);
    }

    [Fact]
    public void Words_that_stay_are_a_part_of_the_text_in_its_order()
    {
        TextInfilling infilling = new(s_options with { MaskRatio = 0.5, Display = SpanDisplay.Mask });
        KeyedRandom random = new(3);
        for (int i = 0; i < 500; i++)
        {
            NoisyTokens row = RandomRows.Draw(random);
            Queue<int> rest = new(row.Ids);
            foreach (int id in infilling.Apply(row.Ids, row.Words, random).Ids.Where(id => id != Mask))
            {
                while (rest.Dequeue() != id)
                {
                }
            }
        }
    }

    public static TheoryData<TextInfillingOptions> BadOptions() =>
    [
        s_options with { MaskRatio = 1.1 },
        s_options with { RandomRatio = -1 },
        s_options with { MeanSpanLength = 0 },
        s_options with { MeanSpanLength = double.NaN },
        s_options with { MeanSpanLength = 200 },
        s_options with { Display = SpanDisplay.Sentinel },
        s_options with { MaskId = 1_000 },
    ];

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Options_out_of_range_are_refused(TextInfillingOptions options) =>
        Assert.ThrowsAny<ArgumentException>(() => new TextInfilling(options));

    // A draw that Poisson's law with mean 3 turns into a length.
    private static double Within(int length)
    {
        IReadOnlyList<double> law = new PoissonLengths(3).Probabilities;
        return law.Take(length).Sum() + (law[length] / 2);
    }
}
