using MlNetSeq2Seq.Objectives.Unilm;
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
    public void Keeps_kinds_of_attention_apart_and_halves_the_largest_batch_until_there_are_as_many_as_promised()
    {
        AttentionKind[] kinds = [AttentionKind.LeftToRight, AttentionKind.Bidirectional, AttentionKind.LeftToRight, AttentionKind.Bidirectional, AttentionKind.Bidirectional];
        LengthBuckets buckets = new([3, 1, 4, 1, 5], new LengthBucketsOptions { MaximumTokens = 8, Shuffle = false, OneAttentionKind = true });

        // Bidirectional: 4, then 1 and 3; left to right: 2 and 0. Five rows never need more than five batches.
        Assert.Equal(5, buckets.BatchCount);
        Assert.Equal([[4], [1], [3], [2], [0]], buckets.Epoch(0, row => kinds[row]));
    }

    [Theory]
    [InlineData(0, 200, 9)]
    [InlineData(1, 4096, 32)]
    [InlineData(2, 70, int.MaxValue)]
    [InlineData(3, 100_000, int.MaxValue)]
    public void Batches_of_one_kind_hold_every_row_once_under_the_budget_and_are_equally_many_whatever_is_drawn(int seed, int tokens, int rows)
    {
        int[] lengths = Lengths(500);
        LengthBuckets buckets = new(lengths, new LengthBucketsOptions { MaximumTokens = tokens, MaximumRows = rows, Seed = seed, OneAttentionKind = true });
        KeyedRandom random = new((ulong)seed);
        for (int epoch = 0; epoch < 50; epoch++)
        {
            // One kind alone, a few, all four; by chance, and by length, so that a kind has gaps among the lengths.
            int kindCount = random.Next(1, 5);
            AttentionKind[] kinds = [.. lengths.Select((length, row) => (AttentionKind)(epoch % 2 == 0 ? random.Next(kindCount) : length % kindCount))];
            int[][] batches = buckets.Epoch(epoch, row => kinds[row]);
            Assert.Equal(buckets.BatchCount, batches.Length);
            Assert.Equal(Enumerable.Range(0, 500), batches.SelectMany(batch => batch).Order());
            Assert.All(batches, batch => Assert.Single(batch.Select(row => kinds[row]).Distinct()));
            Assert.All(batches, batch => Assert.InRange(batch.Length * batch.Max(row => lengths[row]), 1, tokens));
            Assert.All(batches, batch => Assert.InRange(batch.Length, 1, rows));
        }
    }

    [Fact]
    public void Batches_of_one_kind_follow_the_mix_that_rows_are_drawn_from()
    {
        const int count = 20_000;
        KeyedRandom random = new(17);
        UnilmMix mix = new();
        AttentionKind[] kinds = [.. Enumerable.Range(0, count).Select(_ => mix.Draw(random))];
        LengthBuckets buckets = new([.. Enumerable.Repeat(10, count)], new LengthBucketsOptions { MaximumRows = 10, OneAttentionKind = true });

        int[][] batches = buckets.Epoch(0, row => kinds[row]);

        // Rows are drawn one by one, so a share of rows strays by sqrt(p (1 - p) / 20,000); a kind's last batch is not full, and up to four were halved.
        foreach ((AttentionKind kind, double share) in new[] { (AttentionKind.Bidirectional, 1 / 3.0), (AttentionKind.LeftToRight, 1 / 6.0), (AttentionKind.RightToLeft, 1 / 6.0), (AttentionKind.SequenceToSequence, 1 / 3.0) })
        {
            double measured = batches.Count(batch => kinds[batch[0]] == kind) / (double)batches.Length;
            double tolerance = (4 * Math.Sqrt(share * (1 - share) / count)) + (5.0 / batches.Length);
            Assert.InRange(measured, share - tolerance, share + tolerance);
        }

        Assert.InRange(batches.Length, count / 10, (count / 10) + 4);
    }

    [Fact]
    public void Batches_of_one_kind_need_somebody_who_tells_the_kind() =>
        Assert.Throws<ArgumentNullException>("attentionOf", () => new LengthBuckets([3, 4], new LengthBucketsOptions { OneAttentionKind = true }).Epoch(0));

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
