using MlNetSeq2Seq.Objectives.Noising;

namespace MlNetSeq2Seq.Tests.Objectives.Noising;

public sealed class NoiseMaskTests
{
    [Fact]
    public void Clean_and_noisy_spans_lie_by_turns()
    {
        // Ten tokens: round(10 * .5) = 5 noise in round(5 / 2.5) = 2 spans; noise 2 + 3, clean 1 + 4.
        NoiseMask mask = new(new NoiseMaskOptions { NoiseDensity = 0.5, MeanSpanLength = 2.5 });
        ScriptedRandom random = new ScriptedRandom().WithShuffle([1, 0, 0, 0], [0, 1, 0, 0]).WithShuffle([1, 0, 0, 0], [1, 0, 0, 0]);
        Assert.Equal("0110000111", Text(mask.Draw(10, random)));
    }

    [Fact]
    public void Rolling_moves_the_mask_to_the_right()
    {
        NoiseMask mask = new(new NoiseMaskOptions { NoiseDensity = 0.5, MeanSpanLength = 2.5, Roll = true });
        ScriptedRandom random = new ScriptedRandom().WithShuffle([1, 0, 0, 0], [0, 1, 0, 0]).WithShuffle([1, 0, 0, 0], [1, 0, 0, 0]);
        Assert.Equal("1101100001", Text(mask.Draw(10, random.WithIntegers(2))));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(30, 4)] // 4.5, even
    [InlineData(568, 85)]
    public void Exactly_so_many_tokens_are_noise(int length, int noise) =>
        Assert.Equal(noise, new NoiseMask(new NoiseMaskOptions()).Draw(length, new KeyedRandom(1)).Count(isNoise => isNoise));

    [Fact]
    public void A_row_with_one_span_has_its_end_hidden() =>
        Assert.Equal(new string('0', 26) + "1111", Text(new NoiseMask(new NoiseMaskOptions()).Draw(30, new KeyedRandom(2))));

    [Fact]
    public void Spans_follow_the_law_of_random_compositions()
    {
        // Specification, section C2: 568 tokens, 85 noise in 28 spans. Of all compositions, C(84 - k, 26) / C(84, 27) begin with k.
        NoiseMask mask = new(new NoiseMaskOptions());
        KeyedRandom random = new(3);
        const int Rows = 20_000;
        int[] first = new int[5];
        for (int i = 0; i < Rows; i++)
        {
            bool[] drawn = mask.Draw(568, random);
            Assert.Equal((false, true), (drawn[0], drawn[^1]));
            Assert.True(i % 100 > 0 || Enumerable.Range(1, 567).Count(p => drawn[p] && !drawn[p - 1]) == 28);
            int start = Array.IndexOf(drawn, true);
            int length = Array.IndexOf(drawn, false, start) is var end and > 0 ? end - start : 568 - start;
            first[Math.Min(length, 5) - 1]++;
        }

        double[] expected = [27 / 84.0, 27 / 84.0 * 57 / 83, 27 / 84.0 * 57 / 83 * 56 / 82, 27 / 84.0 * 57 / 83 * 56 / 82 * 55 / 81];
        Assert.All(
            expected.Zip(first),
            pair => Assert.InRange(
                pair.Second / (double)Rows,
                pair.First - (4 * Math.Sqrt(pair.First * (1 - pair.First) / Rows)),
                pair.First + (4 * Math.Sqrt(pair.First * (1 - pair.First) / Rows))));
        Assert.Equal([.32, .22, .15, .10], expected.Select(p => Math.Round(p, 2)));
    }

    [Theory]
    [InlineData(0.99, 1.0)]
    [InlineData(0.5, 1.0)]
    public void Rows_with_fewer_tokens_than_spans_have_fewer_spans(double density, double mean)
    {
        NoiseMask mask = new(new NoiseMaskOptions { NoiseDensity = density, MeanSpanLength = mean });
        Assert.All(Enumerable.Range(2, 40), length => Assert.False(mask.Draw(length, new KeyedRandom((ulong)length))[0]));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 3)]
    [InlineData(double.NaN, 3)]
    [InlineData(0.15, 0.5)]
    [InlineData(0.15, double.PositiveInfinity)]
    public void Options_out_of_range_are_refused(double density, double mean) => Assert.Throws<ArgumentOutOfRangeException>(
        () => new NoiseMask(new NoiseMaskOptions { NoiseDensity = density, MeanSpanLength = mean }));

    private static string Text(bool[] mask) => string.Concat(mask.Select(noise => noise ? '1' : '0'));
}
