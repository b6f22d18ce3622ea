using Microsoft.ML;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Tests.Testing;

/// <summary>The rows of the contract tests. A new component adds a line here and has all of them.</summary>
internal static class ComponentCases
{
    // More than two of the batches that a cache deals out to its cursors.
    private static readonly NumberedPair[] s_pairs =
    [
        .. Enumerable.Range(0, 300).Select(i => new NumberedPair
        {
            Source = Pairs.All[i % Pairs.All.Length].Source,
            Target = Pairs.All[i * 5 % Pairs.All.Length].Target,
            Number = i,
        }),
    ];

    private static readonly Dictionary<string, ComponentCase> s_cases = new(StringComparer.Ordinal)
    {
        ["encode-prefix-pairs: masked tokens"] = Encode(SmallTraining.Encoding),
        ["encode-prefix-pairs: next token"] = Encode(SmallTraining.Encoding with { Task = PrefixTask.NextToken }, isNoisy: false),
        ["encode-prefix-pairs: spans, cut short"] = Encode(SmallTraining.Encoding with
        {
            SpanRate = 0.5, WholeWords = true, MaximumLength = 8, Seed = 7,
        }),
        ["encode-prefix-pairs: left to right"] = Encode(SmallTraining.Encoding with
        {
            Attention = AttentionKind.LeftToRight, MaskShare = 0.3, RandomShare = 0.7,
        }),
        ["encode-prefix-pairs: over columns that are there"] = Encode(SmallTraining.Encoding with
        {
            Columns = new PrefixColumns { InputIds = "Source", SourceLength = "Number" },
        }),
    };

    /// <summary>Every case.</summary>
    public static TheoryData<string> All => new(s_cases.Keys);

    /// <summary>The cases whose components may draw noise.</summary>
    public static TheoryData<string> Random => new(s_cases.Where(c => Transformer(c.Value).Component.IsRandom).Select(c => c.Key));

    /// <summary>The cases that do draw noise.</summary>
    public static TheoryData<string> Noisy => new(s_cases.Where(c => c.Value.IsNoisy).Select(c => c.Key));

    /// <summary>The cases that make one row of one.</summary>
    public static TheoryData<string> RowToRow => new(s_cases.Where(c => Transformer(c.Value).IsRowToRowMapper).Select(c => c.Key));

    /// <summary>Every case with every column that it reads.</summary>
    public static TheoryData<string, string> ReadColumns
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach ((string name, ComponentCase component) in s_cases)
            {
                foreach (ColumnSpec read in Transformer(component).Columns.Reads)
                {
                    data.Add(name, read.Name);
                }
            }

            return data;
        }
    }

    /// <summary>The names of the components that have a case.</summary>
    public static IEnumerable<string> Covered => s_cases.Values.Select(c => Transformer(c).Component.Name).Distinct();

    public static ComponentCase Get(string name) => s_cases[name];

    private static RowTransformer Transformer(ComponentCase component) => component.Fit(new MLContext());

    private static ComponentCase Encode(EncodePrefixPairsOptions options, bool isNoisy = true) =>
        ComponentCase.Of<EncodePrefixPairsOptions, NumberedPair, EncodedPair>(new EncodePrefixPairsEstimator(options), s_pairs, isNoisy);

    private sealed class NumberedPair
    {
        public string Source { get; set; } = "";

        public string Target { get; set; } = "";

        public int Number { get; set; }
    }

    private sealed class EncodedPair
    {
        public string Target { get; set; } = "";

        public int Number { get; set; }

        public int[]? InputIds { get; set; }

        public int[]? SegmentIds { get; set; }

        public int[]? Labels { get; set; }

        public int SourceLength { get; set; }

        public int Attention { get; set; }
    }
}
