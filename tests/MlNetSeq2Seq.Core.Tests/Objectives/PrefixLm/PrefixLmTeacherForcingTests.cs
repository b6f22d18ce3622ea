using MlNetSeq2Seq.Objectives.PrefixLm;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Tests.Objectives.PrefixLm;

public sealed class PrefixLmTeacherForcingTests
{
    private const int No = Labels.Ignore;

    private static readonly PrefixLmOptions Options = new() { SpecialTokens = TestTokens.Special, MaximumLength = 10 };

    [Fact]
    public void Source_s_end_gives_the_first_token_and_the_last_token_the_end()
    {
        PrefixSample sample = new PrefixLmTeacherForcing(Options).Apply([10, 11], [20, 21]);
        Assert.Equal([2, 10, 11, 3, 20, 21, 3], sample.Ids);
        Assert.Equal([No, No, No, 20, 21, 3, No], sample.Labels);
    }

    [Fact]
    public void Running_text_is_asked_for_behind_the_source()
    {
        PrefixSample sample = new PrefixLmTeacherForcing(Options with { Attention = AttentionKind.LeftToRight }).Apply([10, 11], [20]);
        Assert.Equal([2, 10, 11, 20, 3], sample.Ids);
        Assert.Equal([No, No, 20, 3, No], sample.Labels);
    }

    [Fact]
    public void No_token_sees_its_label()
    {
        PrefixSample sample = new PrefixLmTeacherForcing(Options).Apply([10, 11, 12], [20, 21, 22]);
        Assert.DoesNotContain(
            Enumerable.Range(0, sample.Ids.Length - 1),
            position => sample.Labels[position] != No && sample.Attention.Allows(position, position + 1));
    }

    [Theory]
    [InlineData(AttentionKind.Bidirectional)]
    [InlineData(AttentionKind.RightToLeft)]
    public void Refuses_attention_that_shows_the_labels(AttentionKind kind)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new PrefixLmTeacherForcing(Options with { Attention = kind }));
        Assert.StartsWith(
            $"PrefixLmTeacherForcing needs attention SequenceToSequence or LeftToRight, but has {kind}, which shows a token its label.",
            exception.Message,
            StringComparison.Ordinal);
    }
}
