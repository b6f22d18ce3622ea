using MlNetSeq2Seq.Reading;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tests.Reading;

public sealed class AnswerLocationTests
{
    [Theory]
    [InlineData("龙井茶产于杭州", "杭州", 5, 5, 2)] // where it is said to be
    [InlineData("龙井茶产于杭州", "杭州", 6, 5, 2)] // one behind
    [InlineData("龙井茶产于杭州", "龙井", 3, 0, 2)] // three behind
    [InlineData("茶、茶、茶、茶", "茶", 5, 4, 1)] // the nearest before it, not the next
    [InlineData("杭州龙井茶产于苏州杭州", "杭州", 4, 0, 2)] // four behind: the nearest of all
    [InlineData("龙井茶产于杭州", "杭州", 0, 5, 2)] // said to be before it
    [InlineData("龙井茶产于杭州", "杭州", 99, 5, 2)] // said to be beyond the text
    [InlineData("龙井茶产于杭州", "杭州", -1, 5, 2)]
    [InlineData("产于 杭州", " 杭州", 2, 3, 2)] // blanks at its beginning
    [InlineData("产于：杭州", "：杭州", 2, 3, 2)] // one mark at its beginning
    [InlineData("产于 ，，杭州", " ，，杭州", 2, 4, 3)] // but one, after the blanks
    [InlineData("产于！杭州", "！杭州", 2, 2, 3)] // and none of the others
    [InlineData("是，是", "，", 1, 1, 1)] // a mark alone stays
    public void An_answer_is_found_near_its_place(string context, string answer, int start, int expectedStart, int expectedLength) =>
        Assert.Equal(new TextSpan(expectedStart, expectedLength), AnswerLocation.Find(context, answer, start));

    [Theory]
    [InlineData("龙井茶产于杭州", "苏州")]
    [InlineData("龙井茶产于杭州", "")]
    [InlineData("产于  杭州", "  ")]
    [InlineData("杭州", "杭州龙井茶")]
    public void An_answer_that_does_not_stand_there_is_not_found(string context, string answer) => Assert.Null(AnswerLocation.Find(context, answer, 0));
}
