using MlNetSeq2Seq.Objectives.Noising;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Tests.Objectives.Noising;

public sealed class ShiftRightTests
{
    private static readonly ShiftRight s_shift = new(new ShiftRightOptions { StartId = 3, PaddingId = 0 });

    [Fact]
    public void A_decoder_reads_the_label_of_the_position_before() => Assert.Equal([3, 2, 10, 11], s_shift.Apply([2, 10, 11, 3]));

    [Fact]
    public void An_ignored_label_is_read_as_padding() => Assert.Equal([3, 0, 10, 0], s_shift.Apply([Labels.Ignore, 10, Labels.Ignore, 11]));

    [Fact]
    public void No_labels_give_no_input() => Assert.Empty(s_shift.Apply([]));

    [Fact]
    public void A_decoder_input_that_is_its_labels_is_refused()
    {
        Exception thrown = Assert.Throws<ArgumentException>(() => ShiftRight.Check([2, 10, 3], [2, 10, 3]));
        Assert.StartsWith("ShiftRight found a decoder input equal to its 3 labels", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => s_shift.Apply([3, 3]));
        Assert.Throws<ArgumentException>(() => ShiftRight.Check([3], [2, 3]));
    }

    [Fact]
    public void Negative_ids_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShiftRight(new ShiftRightOptions { StartId = Labels.Ignore, PaddingId = 0 }));
}
