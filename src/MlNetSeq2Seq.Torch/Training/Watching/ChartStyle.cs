using System.Net;

namespace MlNetSeq2Seq.Training.Watching;

/// <summary>How charts look, on light and on dark pages; every chart carries it, so that each is a picture by itself.</summary>
internal static class ChartStyle
{
    /// <summary>How many colours there are; class <c>s0</c> is the first.</summary>
    public const int ColourCount = 6;

    /// <summary>The fonts; systems without the first ones have the last ones, and Chinese in one of them.</summary>
    public const string Fonts = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Micro Hei', sans-serif";

    // Okabe and Ito's colours, which the colour-blind tell apart too; lighter ones of the same hues on dark pages.
    private static readonly string[] s_light = ["#0072b2", "#d55e00", "#009e73", "#b0578d", "#b87a00", "#3a8fc4"];
    private static readonly string[] s_dark = ["#56b4e9", "#ff9248", "#35c9a0", "#e59cc7", "#f0c04a", "#a5d8f3"];

    /// <summary>A <c>style</c> element: page <c>c-page</c>, text <c>c-text</c>, quiet text <c>c-quiet</c>, grid <c>c-grid</c>, axis <c>c-axis</c>, lines <c>s0</c> … and their texts <c>t0</c> ….</summary>
    public static string Element { get; } =
        $"<style>.chart{{font-family:{Fonts};font-size:12px}}{Rules("#ffffff", "#1f2328", "#59636e", "#e6e8eb", s_light)}@media (prefers-color-scheme:dark){{{Rules("#161b22", "#e6edf3", "#9198a1", "#30363d", s_dark)}}}</style>";

    /// <summary>The beginning of a chart: the element, its style and its page.</summary>
    public static string Begin(int width, int height, string title) =>
        $"""<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{Escaped(title)}">{Element}<rect class="c-page" width="{width}" height="{height}"/>""";

    /// <summary>A text as it may stand in a page or a picture; signs that neither can hold are shown by others.</summary>
    public static string Escaped(string text) => WebUtility.HtmlEncode(string.Concat(text.Select(Shown)));

    /// <summary>About how wide a text is at twelve pixels: Chinese characters are square, others about half as wide.</summary>
    public static int WidthOf(string text) => text.Sum(c => c >= 0x2E80 ? 12 : 7);

    // Unicode has pictures of control characters.
    private static char Shown(char sign) => sign switch
    {
        '\t' or '\n' or '\r' => sign,
        < ' ' => (char)('\u2400' + sign),
        '\x7F' => '\u2421',
        '\uFFFE' or '\uFFFF' => '\uFFFD',
        _ => sign,
    };

    private static string Rules(string page, string text, string quiet, string grid, string[] colours) =>
        $".c-page{{fill:{page}}}.c-text{{fill:{text}}}.c-quiet{{fill:{quiet}}}.c-grid{{stroke:{grid}}}.c-axis{{stroke:{quiet};fill:none}}" +
        string.Concat(colours.Select((colour, i) => $".s{i}{{stroke:{colour}}}.t{i}{{fill:{colour}}}"));
}
