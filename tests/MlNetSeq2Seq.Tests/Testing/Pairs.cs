using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Testing;

/// <summary>A few pairs of our own, small enough to be learnt by heart in a second.</summary>
internal static class Pairs
{
    public static TextPair[] All { get; } =
    [
        new() { Source = "红茶", Target = "一杯暖红茶" }, new() { Source = "雨伞", Target = "晴雨两用伞" },
        new() { Source = "台灯", Target = "护眼小台灯" }, new() { Source = "布鞋", Target = "软底布鞋" },
        new() { Source = "毛衣", Target = "冬天厚毛衣" }, new() { Source = "书包", Target = "轻便书包" },
        new() { Source = "水壶", Target = "保温大水壶" }, new() { Source = "木梳", Target = "檀木梳子" },
    ];

    public static Vocabulary Vocabulary { get; } = Characters(All.SelectMany(p => (string[])[p.Source, p.Target]));

    private static Vocabulary Characters(IEnumerable<string> texts)
    {
        var builder = new VocabularyBuilder();
        foreach (string text in texts)
        {
            builder.Add(text);
        }

        return builder.BuildCharacters();
    }
}
