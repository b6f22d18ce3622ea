using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetSeq2Seq.Pipeline;

/// <summary>A column that a component reads or writes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="SlotNames">The names of a vector's places, where these have a meaning of their own; such a vector has this size.</param>
internal readonly record struct ColumnSpec(string Name, DataViewType Type, IReadOnlyList<string>? SlotNames = null)
{
    /// <summary>What written labels are.</summary>
    public LabelObjective Objective { get; init; }

    /// <summary>The read column of labels whose parts are written, so that they are what it says; null for none.</summary>
    public string? LabelsOf { get; init; }

    public static ColumnSpec Text(string name) => new(name, TextDataViewType.Instance);

    public static ColumnSpec Texts(string name) => new(name, new VectorDataViewType(TextDataViewType.Instance));

    public static ColumnSpec Int32(string name) => new(name, NumberDataViewType.Int32);

    public static ColumnSpec Int32s(string name) => new(name, new VectorDataViewType(NumberDataViewType.Int32));

    public static ColumnSpec Labels(string name, LabelObjective objective) => Int32s(name) with { Objective = objective };

    public static ColumnSpec PartOfLabels(string name) => Int32s(name) with { LabelsOf = name };

    public static ColumnSpec Single(string name) => new(name, NumberDataViewType.Single);

    public static ColumnSpec Singles(string name) => new(name, new VectorDataViewType(NumberDataViewType.Single));

    /// <summary>A vector with a place for each name, as ML.NET's learners and metrics want it.</summary>
    public static ColumnSpec Singles(string name, IReadOnlyList<string> slotNames) =>
        new(name, new VectorDataViewType(NumberDataViewType.Single, slotNames.Count), slotNames);

    public static ColumnSpec Flag(string name) => new(name, BooleanDataViewType.Instance);

    /// <summary>What an estimator promises of the column.</summary>
    public SchemaShape.Column ToShape(SchemaShape input)
    {
        bool saysLabels = Objective != LabelObjective.None || (LabelsOf is { } labels && input.TryFindColumn(labels, out SchemaShape.Column found) && LabelAnnotation.IsPromised(found));
        SchemaShape? annotations = SlotNames is not null ? SchemaShape.Create(SlotAnnotations().Schema) : saysLabels ? LabelAnnotation.Shape : null;
        return Type is VectorDataViewType vector
            ? new SchemaShape.Column(
                Name, vector.IsKnownSize ? SchemaShape.Column.VectorKind.Vector : SchemaShape.Column.VectorKind.VariableVector, vector.ItemType, isKey: false, annotations)
            : new SchemaShape.Column(Name, SchemaShape.Column.VectorKind.Scalar, Type, isKey: false, annotations);
    }

    /// <summary>Adds the column to what a transformer delivers.</summary>
    public void AddTo(DataViewSchema.Builder builder, DataViewSchema input) => builder.AddColumn(
        Name, Type, SlotNames is not null ? SlotAnnotations() : LabelAnnotation.Of(LabelsOf is null ? Objective : LabelAnnotation.Read(input[LabelsOf])));

    // A vector of fixed size may be read where one of any size is asked for.
    public bool Accepts(SchemaShape.Column actual) => Type is VectorDataViewType wanted
        ? actual.Kind != SchemaShape.Column.VectorKind.Scalar && actual.ItemType.Equals(wanted.ItemType) && !actual.IsKey
        : actual.Kind == SchemaShape.Column.VectorKind.Scalar && actual.ItemType.Equals(Type) && !actual.IsKey;

    private DataViewSchema.Annotations SlotAnnotations()
    {
        ReadOnlyMemory<char>[] texts = [.. SlotNames!.Select(name => name.AsMemory())];
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(
            AnnotationUtils.Kinds.SlotNames,
            new VectorDataViewType(TextDataViewType.Instance, texts.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) => new VBuffer<ReadOnlyMemory<char>>(texts.Length, texts).CopyTo(ref value));
        return builder.ToAnnotations();
    }
}
