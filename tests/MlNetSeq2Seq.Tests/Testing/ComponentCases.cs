using Microsoft.ML;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Tests.Testing;

/// <summary>The rows of the contract tests. A new component adds a line here and has all of them.</summary>
internal static partial class ComponentCases
{
    // One line for each area; an area's cases stand in a file of their own.
    private static readonly Dictionary<string, ComponentCase> s_cases = new(
        [
            .. PrefixPairs(),
            .. Corpus(),
            .. Masking(),
            .. Pairing(),
            .. Noising(),
            .. CausalLm(),
            .. Heads(),
            .. Tokenizers(),
        ],
        StringComparer.Ordinal);

    /// <summary>The names of the cases.</summary>
    public static IEnumerable<string> Names => s_cases.Keys;

    /// <summary>Every case.</summary>
    public static TheoryData<string> All => new(Names);

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
}
