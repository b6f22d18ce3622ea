using System.Text.Json.Serialization;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Components;

/// <summary>The names of the columns that hold a sample: what encoders write and trainers read.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public abstract record SampleColumns
{
    private protected SampleColumns()
    {
    }

    /// <summary>Token ids, a vector of Int32.</summary>
    public string InputIds { get; init; } = "InputIds";

    /// <summary>The id that is asked for at each position, -100 where nothing is; a vector of Int32.</summary>
    public string Labels { get; init; } = "Labels";

    /// <summary>How much the loss of each label counts, a vector of Single as long as <see cref="Labels"/>; null where every label counts 1.</summary>
    public string? LabelWeights { get; init; }

    /// <summary>The columns of this kind of sample besides the three of every kind, in the order in which a row is read.</summary>
    private protected abstract IReadOnlyList<ColumnSpec> Others { get; }

    /// <summary>All columns that are read.</summary>
    /// <exception cref="ArgumentException">Two of them have one name.</exception>
    internal IReadOnlyList<ColumnSpec> Specs()
    {
        ColumnSpec[] specs =
        [
            ColumnSpec.Int32s(InputIds), ColumnSpec.Int32s(Labels), .. Others,
            .. LabelWeights is null ? [] : new[] { ColumnSpec.Singles(LabelWeights) },
        ];
        IGrouping<string, ColumnSpec>? twice = specs.GroupBy(s => s.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return twice is null
            ? specs
            : throw new ArgumentException($"{GetType().Name} gives the name '{twice.Key}' to {twice.Count()} columns; each needs its own.");
    }

    /// <summary>The columns that a component writes: weights of labels are not among them, which only who trains knows.</summary>
    /// <exception cref="ArgumentException">Two of them have one name, or one is for weights.</exception>
    internal static T Written<T>(T columns, string component)
        where T : SampleColumns
    {
        _ = columns.Specs();
        return columns.LabelWeights is null
            ? columns
            : throw new ArgumentException($"{component} writes no label weights, but its columns name '{columns.LabelWeights}'; name it in the trainer's columns.", nameof(columns));
    }

    /// <summary>What labels such a sample may have.</summary>
    internal abstract LabelObjective Objectives { get; }

    /// <summary>The columns whose lengths decide how long a row is.</summary>
    internal virtual IReadOnlyList<ColumnSpec> LengthSpecs => [ColumnSpec.Int32s(InputIds)];

    /// <summary>Whether a label is a place in its row and not a token.</summary>
    internal virtual bool LabelsArePlaces => false;

    /// <summary>The sample of a row.</summary>
    /// <param name="row">Reads the columns of <see cref="Specs"/>, in their order.</param>
    internal TrainingSample Read(RowReader row)
    {
        const int first = 2;
        TrainingSample sample = Read(row, row.Vector<int>(0).ToArray(), row.Vector<int>(1).ToArray(), first);
        return LabelWeights is null ? sample : sample with { LabelWeights = row.Vector<float>(first + Others.Count).ToArray() };
    }

    /// <summary>The sample of a row.</summary>
    /// <param name="row">Reads the columns.</param>
    /// <param name="ids">The values of <see cref="InputIds"/>.</param>
    /// <param name="labels">The values of <see cref="Labels"/>.</param>
    /// <param name="first">The place of the first of <see cref="Others"/>.</param>
    private protected abstract TrainingSample Read(RowReader row, int[] ids, int[] labels, int first);
}
