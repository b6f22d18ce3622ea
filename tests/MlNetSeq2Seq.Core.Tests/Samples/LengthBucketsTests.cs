using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Tests.Samples;

public sealed class LengthBucketsTests
{
    [Fact]
    public void Puts_the_longest_rows_first_when_not_shuffling()
    {
        LengthBuckets buckets = new([3, 1, 4, 1, 5], new LengthBucketsOptions { MaximumTokens = 8, Shuffle = false });
        Assert.Equal([[4], [2, 0], [1, 3]], buckets.Epoch(0));
    }

    [Fact]
    public void Counts_rows_as_well_as_tokens()
    {
        LengthBuckets buckets = new([2, 2, 2, 2, 2], new LengthBucketsOptions { MaximumTokens = 100, MaximumRows = 2, Shuffle = false });
        Assert.Equal([[0, 1], [2, 3], [4]], buckets.Epoch(0));
    }

    [Fact]
    public void Counts_lengths_as_they_are_padded()
    {
        // 5 and 3 become 8 and 4: two rows of 4 are a batch of 8 tokens.
        LengthBuckets buckets = new([5, 3, 3], new LengthBucketsOptions { MaximumTokens = 8, LengthMultiple = 4, Shuffle = false });
        Assert.Equal([[0], [1, 2]], buckets.Epoch(0));
    }

    [Fact]
    public void Has_no_batch_without_rows() => Assert.Empty(new LengthBuckets([]).Epoch(0));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    public void Holds_every_row_once_under_the_budget(int epoch)
    {
        int[] lengths = Lengths(500);
        LengthBuckets buckets = new(lengths, new LengthBucketsOptions { MaximumTokens = 200, MaximumRows = 9, Seed = 3 });
        int[][] batches = buckets.Epoch(epoch);
        Assert.Equal(buckets.BatchCount, batches.Length);
        Assert.Equal(Enumerable.Range(0, 500), batches.SelectMany(batch => batch).Order());
        Assert.All(batches, batch => Assert.InRange(batch.Length * batch.Max(row => lengths[row]), 1, 200));
        Assert.All(batches, batch => Assert.InRange(batch.Length, 1, 9));
    }

    [Fact]
    public void Leaves_little_padding()
    {
        int[] lengths = Lengths(2_000);
        int padded = new LengthBuckets(lengths, new LengthBucketsOptions { MaximumTokens = 1024 }).Epoch(0).Sum(
            batch => batch.Length * batch.Max(row => lengths[row]));
        Assert.InRange(padded, lengths.Sum(), lengths.Sum() * 1.05);
    }

    [Fact]
    public void Order_follows_from_seed_and_epoch()
    {
        int[] lengths = Lengths(100);
        LengthBucketsOptions options = new() { MaximumTokens = 200, Seed = 3 };
        int[][] batches = new LengthBuckets(lengths, options).Epoch(4);
        Assert.Equal(batches, new LengthBuckets(lengths, options).Epoch(4));
        Assert.NotEqual(batches, new LengthBuckets(lengths, options).Epoch(5));
        Assert.NotEqual(batches, new LengthBuckets(lengths, options with { Seed = -1 }).Epoch(4));
    }

    [Fact]
    public void Rows_meet_others_in_another_epoch()
    {
        LengthBuckets buckets = new([.. Enumerable.Repeat(10, 64)], new LengthBucketsOptions { MaximumTokens = 80 });
        HashSet<string> first = [.. buckets.Epoch(0).Select(batch => string.Join(',', batch.Order()))];
        Assert.DoesNotContain(buckets.Epoch(1), batch => first.Contains(string.Join(',', batch.Order())));
    }

    [Fact]
    public void Refuses_a_row_that_no_batch_can_hold()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => new LengthBuckets([3, 9], new LengthBucketsOptions { MaximumTokens = 10, LengthMultiple = 4 }));
        Assert.StartsWith(
            "LengthBuckets: row 1 has 9 tokens (12 with padding), more than the 10 of a batch.",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_budgets_of_nothing()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LengthBuckets([1], new LengthBucketsOptions { MaximumTokens = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LengthBuckets([1], new LengthBucketsOptions { MaximumRows = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LengthBuckets([1], new LengthBucketsOptions { LengthMultiple = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LengthBuckets([-1]));
    }

    private static int[] Lengths(int count)
    {
        KeyedRandom random = new(11);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(1, 60))];
    }
}
