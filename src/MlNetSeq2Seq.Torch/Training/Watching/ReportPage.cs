using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlNetSeq2Seq.Training.Watching;

/// <summary>Writes a page piece by piece: headings, figures, tables, options; every text is escaped.</summary>
internal sealed partial class ReportPage
{
    private readonly StringBuilder _html = new();

    public ReportPage(string title) => Add(
        $"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{Text(title)}</title>\n<style>\n{ReportStyle.Text}\n</style>\n</head>\n<body>\n<h1>{Text(title)}</h1>\n");

    /// <summary>A number as people read it.</summary>
    public static string Number(double value) => value.ToString(Math.Abs(value) is >= 1e-3 and < 1e15 or 0 ? "#,0.####" : "0.###e0", CultureInfo.InvariantCulture);

    /// <summary>A number that was measured, with as many decimals as others beside it.</summary>
    public static string Measured(double value) => Math.Abs(value) is >= 1e-3 and < 1e6 or 0 ? value.ToString("#,0.0000", CultureInfo.InvariantCulture) : value.ToString("0.00e0", CultureInfo.InvariantCulture);

    public void Heading(string title) => Add($"<h2>{Text(title)}</h2>\n");

    /// <summary>Figures side by side.</summary>
    public void Cards(IEnumerable<(string Name, string Value)> figures) =>
        Add($"<div class=\"cards\">{string.Concat(figures.Select(f => $"<div class=\"card\"><span>{Text(f.Name)}</span><b>{Text(f.Value)}</b></div>"))}</div>\n");

    /// <summary>Pictures that fill the page in columns.</summary>
    public void Charts(IEnumerable<string> svgs) => Add($"<div class=\"charts\">{string.Concat(svgs)}</div>\n");

    /// <summary>Pictures in their own size, each with what it shows.</summary>
    public void Pictures(IEnumerable<(string Title, string Svg)> pictures) =>
        Add($"<div class=\"pictures\">{string.Concat(pictures.Select(p => $"<figure class=\"panel\"><figcaption>{Text(p.Title)}</figcaption>{p.Svg}</figure>"))}</div>\n");

    /// <summary>A table that scrolls where it is long.</summary>
    /// <param name="head">The columns.</param>
    /// <param name="rows">The cells of each row, and whether it stands out.</param>
    /// <param name="numbers">How many columns hold numbers, the first ones.</param>
    public void Table(string[] head, IEnumerable<(string[] Cells, bool StandsOut)> rows, int numbers)
    {
        Add($"<div class=\"panel scroll\"><table><thead><tr>{string.Concat(head.Select((h, i) => Cell("th", h, i < numbers)))}</tr></thead><tbody>");
        foreach ((string[] cells, bool standsOut) in rows)
        {
            Add($"<tr{(standsOut ? " class=\"best\"" : "")}>{string.Concat(cells.Select((c, i) => Cell("td", c, i < numbers)))}</tr>\n");
        }

        Add($"</tbody></table></div>\n");
    }

    /// <summary>Options, a panel for each member of an object, with its leaves by their paths.</summary>
    public void Options(JsonNode options)
    {
        KeyValuePair<string, JsonNode?>[] members = options is JsonObject named ? [.. named] : [KeyValuePair.Create("", (JsonNode?)options)];
        IEnumerable<(string Name, string Value)> single = members.Where(m => m.Value is not JsonObject).SelectMany(m => Leaves(m.Key, m.Value));
        IEnumerable<(string Title, IEnumerable<(string Name, string Value)> Values)> groups = members.Where(m => m.Value is JsonObject).Select(m => (m.Key, Leaves("", m.Value)));
        Panels([.. groups, ("", single)]);
    }

    /// <summary>Panels of names and values, in columns; those without any are left out.</summary>
    public void Panels(IEnumerable<(string Title, IEnumerable<(string Name, string Value)> Values)> panels)
    {
        Add($"<div class=\"options\">");
        foreach ((string title, IEnumerable<(string Name, string Value)> values) in panels.Where(p => p.Values.Any()))
        {
            string heading = title.Length == 0 ? "" : $"<h3>{Text(title)}</h3>";
            Add($"<div class=\"panel\">{heading}<table>{string.Concat(values.Select(v => $"<tr><td>{WordEnd().Replace(Text(v.Name), "<wbr/>")}</td><td>{Text(v.Value)}</td></tr>"))}</table></div>\n");
        }

        Add($"</div>\n");
    }

    public override string ToString() => $"{_html}</body>\n</html>\n";

    private static IEnumerable<(string Name, string Value)> Leaves(string path, JsonNode? node) => node switch
    {
        JsonObject { Count: > 0 } members => members.SelectMany(m => Leaves(path.Length == 0 ? m.Key : $"{path}.{m.Key}", m.Value)),
        JsonArray elements when elements.Any(e => e is JsonObject) => elements.SelectMany((e, i) => Leaves($"{path}[{i}]", e)),
        JsonArray elements => [(path, elements.Count == 0 ? "none" : string.Join(", ", elements))],
        null or JsonObject => [(path, "none")],
        _ => [(path, node.ToString())],
    };

    private static string Cell(string element, string text, bool isNumber) => $"<{element}{(isNumber ? " class=\"number\"" : "")}>{Text(text)}</{element}>";

    private static string Text(string text) => ChartStyle.Escaped(text);

    // Long names of options may be broken behind their dots and words.
    [GeneratedRegex(@"(?<=\.)|(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordEnd();

    private void Add(FormattableString text) => _html.Append(text.ToString(CultureInfo.InvariantCulture));
}
