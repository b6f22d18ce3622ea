using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>
/// The annotation of a label column that says what its labels are. ML.NET hands it on with the column, through caches and binary files too, so
/// a trainer far behind the encoder can refuse labels that it would learn wrongly without a sign of it.
/// </summary>
internal static class LabelAnnotation
{
    private const string Kind = "LabelObjective";

    /// <summary>The annotations of a column with such labels; null where nobody says what they are.</summary>
    public static DataViewSchema.Annotations? Of(LabelObjective objective)
    {
        if (objective == LabelObjective.None)
        {
            return null;
        }

        var builder = new DataViewSchema.Annotations.Builder();
        ReadOnlyMemory<char> text = objective.ToString().AsMemory();
        builder.Add(Kind, TextDataViewType.Instance, (ref ReadOnlyMemory<char> value) => value = text);
        return builder.ToAnnotations();
    }

    /// <summary>What a column's labels are, where it is said in a way that this version knows.</summary>
    public static LabelObjective Read(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(Kind) is not { Type: TextDataViewType })
        {
            return LabelObjective.None;
        }

        ReadOnlyMemory<char> text = default;
        column.Annotations.GetValue(Kind, ref text);
        return Enum.TryParse(text.Span, out LabelObjective objective) ? objective : LabelObjective.None;
    }

    /// <summary>What an estimator promises of a column with the annotation.</summary>
    public static SchemaShape Shape { get; } =
        new([new SchemaShape.Column(Kind, SchemaShape.Column.VectorKind.Scalar, TextDataViewType.Instance, isKey: false)]);

    /// <summary>Whether a column is promised to have the annotation.</summary>
    public static bool IsPromised(SchemaShape.Column column) => column.Annotations.Any(annotation => annotation.Name == Kind);

    /// <summary>Refuses a column that says of its labels that they are others than those wanted.</summary>
    /// <exception cref="ArgumentException">It does.</exception>
    public static void Check(DataViewSchema.Column column, LabelObjective wanted, string who)
    {
        LabelObjective found = Read(column);
        if ((found & ~wanted) != LabelObjective.None)
        {
            throw new ArgumentException($"{who} learns {Words(wanted)}, but the labels in column '{column.Name}' are {Words(found)}: encode the rows for this trainer.");
        }
    }

    private static string Words(LabelObjective objectives) => string.Join(" or ", Enum.GetValues<LabelObjective>()
        .Where(objective => objective != LabelObjective.None && objectives.HasFlag(objective))
        .Select(objective => objective switch
        {
            LabelObjective.MaskedTokens => "the tokens that masking hid",
            LabelObjective.NextTokens => "the token behind each place",
            LabelObjective.DecoderTokens => "the tokens that a decoder writes",
            _ => "the places of answers",
        }));
}
