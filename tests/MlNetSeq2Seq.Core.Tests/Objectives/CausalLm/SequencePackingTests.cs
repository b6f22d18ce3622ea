using MlNetSeq2Seq.Objectives.CausalLm;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Tests.Objectives.CausalLm;

public sealed class SequencePackingTests
{
    private const int No = Labels.Ignore;

    private static readonly CausalLmLabeling s_labeling = new(new CausalLmLabelingOptions());

    [Fact]
    public void Documents_that_stay_apart_fill_a_row_until_the_next_one_does_not_fit()
    {
        PackedTokens[] packed = [.. Apart(6).Apply(Documents([10, 11, 12], [20, 21], [30, 31], [], [40]))];
        Assert.Equal(2, packed.Length);
        Assert.Equal([10, 11, 12, 20, 21], packed[0].Ids);
        Assert.Equal([11, 12, No, 21, No], packed[0].Labels);
        Assert.Equal([0, 1, 2, 0, 1], packed[0].Positions);
        Assert.Equal([0, 0, 0, 1, 1], packed[0].Documents);
        Assert.Equal([30, 31, 40], packed[1].Ids);
        Assert.Equal([0, 0, 1], packed[1].Documents);
        Assert.Equal([(0L, 0), (2L, 0)], packed.Select(row => (row.FirstRow, row.FirstOffset)));
    }

    [Fact]
    public void Weights_are_packed_with_their_labels_and_count_1_where_a_document_has_none()
    {
        PackedTokens[] packed = [.. Apart(4).Apply([([10, 11], [11, No], [0.5f, 2]), ([20, 21], [21, No], null), ([30], [No], null)])];
        Assert.Equal([0.5f, 2, 1, 1], packed[0].LabelWeights!);
        Assert.Null(packed[1].LabelWeights);
        Assert.Contains("a weight for each label, but row 0 has 1 for 2", Assert.Throws<ArgumentException>(() => Apart(4).Apply([([10, 11], [11, No], [0.5f])]).ToArray()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Running_text_is_cut_where_a_row_is_full_and_asks_for_the_next_token_everywhere()
    {
        PackedTokens[] packed = [.. Running(4, separator: 9).Apply(Documents([10, 11, 12], [20, 21], [], [30]))];
        Assert.Equal(3, packed.Length);
        Assert.Equal([10, 11, 12, 9], packed[0].Ids);
        Assert.Equal([11, 12, 9, 20], packed[0].Labels);
        Assert.Equal([20, 21, 9, 30], packed[1].Ids);
        Assert.Equal([21, 9, 30, 9], packed[1].Labels);
        Assert.Equal([0, 1, 2, 3], packed[1].Positions);
        Assert.Equal([0, 0, 0, 0], packed[1].Documents);
        Assert.Equal([No], packed[2].Labels);
        Assert.Equal([(0L, 0), (1L, 0), (3L, 1)], packed.Select(row => (row.FirstRow, row.FirstOffset)));
    }

    [Theory]
    [InlineData(PackingMode.SegmentMasked, null)]
    [InlineData(PackingMode.Concatenate, null)]
    [InlineData(PackingMode.Concatenate, 9)]
    public void Packing_can_begin_with_any_row(PackingMode mode, int? separator)
    {
        SequencePacking packing = new(new SequencePackingOptions { MaximumLength = 4, Mode = mode, SeparatorId = separator });
        (int[] Ids, int[] Labels, float[]? LabelWeights)[] documents =
            [.. Documents([10, 11, 12], [20], [], [30, 31, 32, 33], [], [40, 41], [50, 51, 52]).Select(document => (document.Ids, document.Labels, (float[]?)null))];
        PackedTokens[] whole = [.. packing.Apply(documents)];

        foreach ((PackedTokens row, int number) in whole.Select((row, number) => (row, number)))
        {
            PackedTokens[] rest = [.. packing.From(documents.Skip((int)row.FirstRow), row.FirstRow, row.FirstOffset)];
            Assert.Equal(whole[number..].Select(Text), rest.Select(Text));
        }

        static string Text(PackedTokens row) =>
            $"{string.Join(' ', row.Ids)} | {string.Join(' ', row.Labels)} | {string.Join(' ', row.Positions)} | {string.Join(' ', row.Documents)} | {row.FirstRow} {row.FirstOffset}";
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 2)]
    public void The_last_row_is_kept_or_left_out(bool keepLast, int rows)
    {
        SequencePacking packing = new(new SequencePackingOptions { MaximumLength = 2, Mode = PackingMode.Concatenate, KeepLast = keepLast });
        PackedTokens[] packed = [.. packing.Apply(Documents([10, 11, 12, 13, 14]))];
        Assert.Equal(rows, packed.Length);
        Assert.Equal((0L, 2), (packed[1].FirstRow, packed[1].FirstOffset));
    }

    [Theory]
    [InlineData(PackingMode.SegmentMasked)]
    [InlineData(PackingMode.Concatenate)]
    public void Nothing_is_lost_and_nothing_changes_its_order(PackingMode mode)
    {
        KeyedRandom random = new(1);
        for (int i = 0; i < 300; i++)
        {
            int next = 0;
            int[][] documents = [.. Enumerable.Range(0, random.Next(12)).Select(_ => Enumerable.Range(0, random.Next(11)).Select(_ => next++).ToArray())];
            SequencePacking packing = new(new SequencePackingOptions { MaximumLength = 10, Mode = mode });
            PackedTokens[] packed = [.. packing.Apply(Documents(documents))];

            Assert.Equal(documents.SelectMany(ids => ids), packed.SelectMany(row => row.Ids));
            Assert.All(packed, row => Assert.InRange(row.Ids.Length, 1, 10));
            Assert.Equal(packed.Length, packed.Select(row => (row.FirstRow, row.FirstOffset)).Distinct().Count());
            Assert.All(packed, row => Assert.Equal(row.Ids[0], documents[row.FirstRow][row.FirstOffset]));
            Assert.All(packed, row => Assert.All(row.Labels.Zip(row.Ids), pair => Assert.True(pair.First == No || pair.First == pair.Second + 1)));
            Assert.All(packed, row => Assert.All(Enumerable.Range(1, row.Ids.Length - 1), p => Assert.Equal(
                row.Documents[p] == row.Documents[p - 1] ? row.Positions[p - 1] + 1 : 0, row.Positions[p])));
        }
    }

    [Fact]
    public void No_more_is_read_than_the_next_row_needs()
    {
        int read = 0;
        using IEnumerator<PackedTokens> rows = Apart(4).Apply(Endless()).GetEnumerator();
        Assert.True(rows.MoveNext());
        Assert.Equal(3, read);

        IEnumerable<(int[] Ids, int[] Labels)> Endless()
        {
            while (true)
            {
                read++;
                yield return ([1, 2], [2, No]);
            }
        }
    }

    [Fact]
    public void A_document_that_must_stay_whole_and_does_not_fit_is_refused_with_its_row()
    {
        Exception thrown = Assert.Throws<ArgumentException>(() => Apart(2).Apply(Documents([10], [20, 21, 22])).ToArray());
        Assert.StartsWith("SequencePacking cannot put row 1 of 3 tokens into 2 places whole;", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Apart(2).Apply([([1, 2], [2])]).ToArray());
    }

    [Fact]
    public void Options_that_do_not_hold_together_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Apart(0));
        Assert.Throws<ArgumentException>(() => new SequencePacking(new SequencePackingOptions { SeparatorId = 3 }));
    }

    private static SequencePacking Apart(int length) => new(new SequencePackingOptions { MaximumLength = length });

    private static SequencePacking Running(int length, int separator) =>
        new(new SequencePackingOptions { MaximumLength = length, Mode = PackingMode.Concatenate, SeparatorId = separator });

    private static IEnumerable<(int[] Ids, int[] Labels)> Documents(params int[][] documents) =>
        documents.Select(ids => (ids, s_labeling.Apply(ids)));
}
