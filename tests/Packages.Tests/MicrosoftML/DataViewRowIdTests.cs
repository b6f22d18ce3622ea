using Microsoft.ML.Data;

namespace Packages.Tests.MicrosoftML;

/// <summary>
/// Row ids decide the noise of a row, so the ids derived from them are numbers that must never change. The expected ones were
/// computed in Python from the published MurmurHash3 (x64, 128 bits): its body without the final mixing.
/// </summary>
public class DataViewRowIdTests
{
    [Theory]
    [InlineData(0, 0, 0x52dce729, 0x1d699de82)]
    [InlineData(1, 0, 0x7adce729, 0x29e99de82)]
    [InlineData(0, 1, 0x52dce72e, 0x45699de9b)]
    [InlineData(0x0123456789abcdef, 0xfedcba9876543210, 0x27d27d27faaf6450, 0xeeeeeef29ade22c1)]
    public void Next_is_a_round_over_an_empty_block(ulong low, ulong high, ulong expectedLow, ulong expectedHigh)
    {
        Assert.Equal(new DataViewRowId(expectedLow, expectedHigh), new DataViewRowId(low, high).Next());
    }

    [Theory]
    [InlineData(0, 0, 0x34e09d0b39021911, 0x1d699de82)]
    [InlineData(1, 0, 0x34e09d0b11021911, 0x29e99de82)]
    [InlineData(0x0123456789abcdef, 0xfedcba9876543210, 0x1332e02c91719a68, 0xeeeeeef29ade22c1)]
    public void Fork_differs_from_next_by_the_word_of_a_one(ulong low, ulong high, ulong expectedLow, ulong expectedHigh)
    {
        Assert.Equal(new DataViewRowId(expectedLow, expectedHigh), new DataViewRowId(low, high).Fork());
    }

    [Theory]
    [InlineData(0, 0, 0, 0, 0xd1c998c375881dc3, 0x0caaf0300e06760f)]
    [InlineData(1, 0, 2, 0, 0x05a9358423bac921, 0xdfc72c6c31745d92)]
    [InlineData(2, 0, 1, 0, 0x04cd65798f9e9e51, 0x9e0a1d2fd9d51423)]
    [InlineData(0x0123456789abcdef, 0xfedcba9876543210, 7, 9, 0xc4fd8343abc9c2fa, 0xca4aab72dd52ae80)]
    public void Combine_is_a_round_over_the_fork_of_the_other(
        ulong low, ulong high, ulong otherLow, ulong otherHigh, ulong expectedLow, ulong expectedHigh)
    {
        DataViewRowId combined = new DataViewRowId(low, high).Combine(new DataViewRowId(otherLow, otherHigh));

        Assert.Equal(new DataViewRowId(expectedLow, expectedHigh), combined);
    }

    [Fact]
    public void Children_of_many_rows_have_distinct_ids()
    {
        var ids = new HashSet<DataViewRowId>();
        int count = 0;
        for (ulong row = 0; row < 1000; row++)
        {
            for (ulong child = 0; child < 20; child++)
            {
                ids.Add(new DataViewRowId(row, 0).Combine(new DataViewRowId(child, 0)));
                count++;
            }
        }

        Assert.Equal(count, ids.Count);
    }

    [Fact]
    public void High_word_comes_first_in_text_and_in_order()
    {
        var id = new DataViewRowId(0x1, 0x2);

        Assert.Equal("00000000000000020000000000000001", id.ToString());
        Assert.True(new DataViewRowId(ulong.MaxValue, 1).CompareTo(new DataViewRowId(0, 2)) < 0);
        Assert.True(new DataViewRowId(2, 1).CompareTo(new DataViewRowId(1, 1)) > 0);
        Assert.Equal(0, id.CompareTo(new DataViewRowId(1, 2)));
    }

    [Fact]
    public void Equal_words_make_equal_ids()
    {
        var id = new DataViewRowId(5, 6);

        Assert.True(id.Equals(new DataViewRowId(5, 6)));
        Assert.True(id.Equals((object)new DataViewRowId(5, 6)));
        Assert.Equal(id.GetHashCode(), new DataViewRowId(5, 6).GetHashCode());
        Assert.False(id.Equals(new DataViewRowId(6, 5)));
        Assert.False(id.Equals("5"));
    }
}
