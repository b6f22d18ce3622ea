using MlNetSeq2Seq.Objectives.CausalLm;

namespace MlNetSeq2Seq.Tests.Objectives.CausalLm;

public sealed class SlidingWindowsTests
{
    [Theory]
    [InlineData(2000, true, "0+1024/0 768+1024/256 976+1024/816")] // specification, section E
    [InlineData(2000, false, "0+1024/0 768+1024/256")]
    [InlineData(1792, true, "0+1024/0 768+1024/256")]
    [InlineData(1024, true, "0+1024/0")]
    [InlineData(1025, true, "0+1024/0 1+1024/1023")]
    [InlineData(500, true, "0+500/0")]
    [InlineData(500, false, "")]
    [InlineData(99, true, "")]
    public void Windows_are_those_of_GPT2_Chinese(int length, bool keepLast, string expected) => Assert.Equal(
        expected,
        string.Join(' ', new SlidingWindows(new SlidingWindowsOptions { KeepLast = keepLast, MinimumLength = 100 }).Apply(length)
            .Select(window => $"{window.Start}+{window.Length}/{window.SeenLength}")));

    [Fact]
    public void Windows_cover_the_row_and_their_unseen_parts_every_token_once()
    {
        KeyedRandom random = new(1);
        for (int i = 0; i < 300; i++)
        {
            int size = random.Next(1, 20);
            int length = random.Next(1, 100);
            SlidingWindows windows = new(new SlidingWindowsOptions { Size = size, Stride = random.Next(1, size + 1), MinimumLength = 1 });
            IReadOnlyList<TokenWindow> found = windows.Apply(length);
            Assert.Equal(Enumerable.Range(0, length), found.SelectMany(w => Enumerable.Range(0, length).Take(w.Range).Skip(w.SeenLength)));
            Assert.All(found, window => Assert.Equal(Math.Min(size, length), window.Length));
        }
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(4, 5, 1)]
    [InlineData(4, 0, 1)]
    [InlineData(4, 4, 0)]
    public void Options_out_of_range_are_refused(int size, int stride, int minimum) => Assert.Throws<ArgumentOutOfRangeException>(
        () => new SlidingWindows(new SlidingWindowsOptions { Size = size, Stride = stride, MinimumLength = minimum }));
}
