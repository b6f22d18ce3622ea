using System.Globalization;

namespace MlNetSeq2Seq.Clue;

/// <summary>
/// A classification task of CLUE (Xu et al., arXiv:2004.05986): the fields of its rows, the order of its labels, the names of its files.
/// </summary>
public sealed class ClueTask
{
    private const string LabelOfDisagreement = "-";

    private static readonly string[] s_inference = ["contradiction", "entailment", "neutral"];
    private static readonly ClueTestFile[] s_oneTest = [new("test.json", "{0}_predict.json")];

    private readonly Func<ClueRow, ClueTaskOptions, (string First, string Second)> _texts;

    private ClueTask(string name, IReadOnlyList<string> labels, ClueTestFile[] testFiles, Func<ClueRow, ClueTaskOptions, (string First, string Second)> texts)
    {
        (Name, Labels, _texts) = (name, labels, texts);
        TestFiles = [.. testFiles.Select(file => file with { Predictions = string.Format(CultureInfo.InvariantCulture, file.Predictions, name) })];
    }

    /// <summary>Short news by category: one text, 15 labels.</summary>
    public static ClueTask Tnews { get; } = new(
        "tnews",
        [.. Enumerable.Range(100, 17).Where(label => label is not (105 or 111)).Select(label => label.ToString(CultureInfo.InvariantCulture))],
        [new("test1.0.json", "tnews10_predict.json"), new("test1.1.json", "tnews11_predict.json"), new("test.json", "tnews11_predict.json")],
        (row, _) => (row.Text("sentence"), ""));

    /// <summary>Descriptions of apps by category: one text, 119 labels.</summary>
    public static ClueTask Iflytek { get; } = new(
        "iflytek",
        [.. Enumerable.Range(0, 119).Select(label => label.ToString(CultureInfo.InvariantCulture))],
        s_oneTest,
        (row, _) => (row.Text("sentence"), ""));

    /// <summary>Whether two questions mean the same: 0 or 1.</summary>
    public static ClueTask Afqmc { get; } = new("afqmc", ["0", "1"], s_oneTest, (row, _) => (row.Text("sentence1"), row.Text("sentence2")));

    /// <summary>Whether a premise contradicts, entails or leaves open a hypothesis.</summary>
    public static ClueTask Cmnli { get; } = new("cmnli", s_inference, s_oneTest, (row, _) => (row.Text("sentence1"), row.Text("sentence2")));

    /// <summary>The same, written by Chinese annotators.</summary>
    public static ClueTask Ocnli { get; } = new(
        "ocnli", s_inference, [new("test.json", "ocnli_50k_predict.json")], (row, _) => (row.Text("sentence1"), row.Text("sentence2")));

    /// <summary>Whether a pronoun stands for a noun, both marked in the text (CLUEWSC2020): true or false.</summary>
    public static ClueTask Wsc { get; } = new(
        "wsc",
        ["true", "false"],
        [new("test1.0.json", "cluewsc10_predict.json"), new("test1.1.json", "cluewsc11_predict.json"), new("test.json", "cluewsc11_predict.json")],
        (row, _) => (ClueSpans.Marked(row), ""));

    /// <summary>Whether all keywords belong to an abstract: 0 or 1.</summary>
    public static ClueTask Csl { get; } = new(
        "csl", ["0", "1"], s_oneTest, (row, options) => (string.Join(options.KeywordSeparator, row.Texts("keyword")), row.Text("abst")));

    /// <summary>All tasks.</summary>
    public static IReadOnlyList<ClueTask> All { get; } = [Tnews, Iflytek, Afqmc, Cmnli, Ocnli, Wsc, Csl];

    /// <summary>The task's name, as its folder is called.</summary>
    public string Name { get; }

    /// <summary>The labels; the class of a label is its place.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The test files, and the name of the predictions of each. Of two with the same predictions a folder has one; the first counts.</summary>
    public IReadOnlyList<ClueTestFile> TestFiles { get; }

    /// <summary>Whether rows have two texts.</summary>
    public bool IsPair => this != Tnews && this != Iflytek && this != Wsc;

    /// <summary>The task of a name.</summary>
    /// <param name="name">The name: <c>tnews</c>, <c>wsc</c> (also <c>cluewsc2020</c>), …</param>
    /// <exception cref="ArgumentException">There is no such task.</exception>
    public static ClueTask Named(string name) =>
        All.FirstOrDefault(task => task.Name == (name == "cluewsc2020" ? Wsc.Name : name))
        ?? throw new ArgumentException($"There is no CLUE task '{name}'; there are {string.Join(", ", All.Select(task => task.Name))}.", nameof(name));

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal ClueExample Example(ClueRow row, ClueTaskOptions options)
    {
        (string first, string second) = _texts(row, options);
        string label = row.OptionalScalar("label") ?? "";
        if (label.Length > 0 && label != LabelOfDisagreement && !Labels.Contains(label))
        {
            throw row.Problem($"has the label '{label}', but {Name} has {Shown(Labels)}");
        }

        return new ClueExample { Id = row.Id, Text = first, SecondText = second, Label = label == LabelOfDisagreement ? "" : label };
    }

    private static string Shown(IReadOnlyList<string> labels)
    {
        const int most = 15;
        return labels.Count <= most ? string.Join(", ", labels) : $"{labels[0]}, {labels[1]}, … {labels[^1]}";
    }
}
