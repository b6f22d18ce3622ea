using System.Buffers;
using Microsoft.ML.Tokenizers;

namespace Packages.Tests.Tokenizers;

public class BertSequencesTests
{
    private const int Cls = SmallVocabulary.Classification, Sep = SmallVocabulary.Separator;

    private static readonly BertTokenizer Tokenizer = BertTokenizer.Create(SmallVocabulary.Open());
    private static readonly int[] First = [8, 9];
    private static readonly int[] Second = [5];

    [Fact]
    public void One_text_stands_between_two_special_tokens()
    {
        Assert.Equal([Cls, 8, 9, Sep], Tokenizer.BuildInputsWithSpecialTokens(First));
        Assert.Equal([0, 0, 0, 0], Tokenizer.CreateTokenTypeIdsFromSequences(First));
        Assert.Equal([1, 0, 0, 1], Tokenizer.GetSpecialTokensMask(First));
    }

    [Fact]
    public void The_second_text_has_the_other_type_and_its_own_separator()
    {
        Assert.Equal([Cls, 8, 9, Sep, 5, Sep], Tokenizer.BuildInputsWithSpecialTokens(First, Second));
        Assert.Equal([0, 0, 0, 0, 1, 1], Tokenizer.CreateTokenTypeIdsFromSequences(First, Second));
        Assert.Equal([1, 0, 0, 1, 0, 1], Tokenizer.GetSpecialTokensMask(First, Second));
    }

    [Fact]
    public void Special_tokens_that_are_there_already_are_found()
    {
        int[] ids = [Cls, 8, SmallVocabulary.Mask, SmallVocabulary.Unknown, Sep, SmallVocabulary.Pad];

        Assert.Equal([1, 0, 1, 1, 1, 1], Tokenizer.GetSpecialTokensMask(ids, alreadyHasSpecialTokens: true));
    }

    [Fact]
    public void Spans_are_filled_alike()
    {
        int[] ids = new int[6], types = new int[6], mask = new int[6];

        Assert.Equal(OperationStatus.Done, Tokenizer.BuildInputsWithSpecialTokens(First, ids, out int written, Second));
        Assert.Equal(OperationStatus.Done, Tokenizer.CreateTokenTypeIdsFromSequences(First, types, out _, Second));
        Assert.Equal(OperationStatus.Done, Tokenizer.GetSpecialTokensMask(First, mask, out _, Second));

        Assert.Equal(6, written);
        Assert.Equal([Cls, 8, 9, Sep, 5, Sep], ids);
        Assert.Equal([0, 0, 0, 0, 1, 1], types);
        Assert.Equal([1, 0, 0, 1, 0, 1], mask);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    public void Spans_that_are_too_small_say_so(int length)
    {
        int[] room = new int[length];
        OperationStatus[] statuses =
        [
            Tokenizer.BuildInputsWithSpecialTokens(First, room, out int ids, Second),
            Tokenizer.CreateTokenTypeIdsFromSequences(First, room, out int types, Second),
            Tokenizer.GetSpecialTokensMask(First, room, out int mask, Second),
        ];

        Assert.All(statuses, status => Assert.Equal(OperationStatus.DestinationTooSmall, status));
        Assert.Equal([0, 0, 0], [ids, types, mask]);
    }

    [Fact]
    public void No_ids_are_an_error()
    {
        Assert.Throws<ArgumentNullException>(() => Tokenizer.BuildInputsWithSpecialTokens(null!));
        Assert.Throws<ArgumentNullException>(() => Tokenizer.CreateTokenTypeIdsFromSequences(null!));
        Assert.Throws<ArgumentNullException>(() => Tokenizer.GetSpecialTokensMask(null!));
    }
}
