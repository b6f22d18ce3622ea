using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Turns the ranges that a user gave into segments of fields.</summary>
internal sealed class TextColumnBinder(IExceptionContext ectx, int inputSize)
{
    public TextColumn[] Bind(TextLoader.Column[] columns)
    {
        var segments = columns.Select(SegmentsOf).ToArray();
        (int Column, int Range)[] others = columns
            .SelectMany((column, i) => column.Source.Select((range, j) => (range.AllOther, Place: (i, j))))
            .Where(range => range.AllOther).Select(range => range.Place).ToArray();
        ectx.CheckUserArg(others.Length <= 1, nameof(TextLoader.Range.AllOther), "At most one all other range can be specified");
        foreach ((int column, int range) in others)
        {
            TextSegment whole = segments[column][range];
            segments[column].RemoveAt(range);
            segments[column].InsertRange(range, Remainder(whole, segments.SelectMany(taken => taken)));
            ectx.CheckUserArg(segments[column].Count > 0, nameof(TextLoader.Range.AllOther), "No index is selected as all other indexes.");
        }

        return columns.Select((column, i) => new TextColumn(column.Name.Trim(), TypeOf(column), segments[i].ToArray(), Overlap)).ToArray();
    }

    private static List<TextSegment> Remainder(TextSegment whole, IEnumerable<TextSegment> taken)
    {
        var rest = new List<TextSegment>();
        int next = whole.Min;
        foreach (TextSegment segment in taken.OrderBy(segment => segment.Min).Where(segment => segment.Min < whole.End))
        {
            if (next < segment.Min)
            {
                rest.Add(new TextSegment(next, segment.Min, ForceVector: true));
            }

            next = Math.Max(next, segment.End);
        }

        if (next < whole.End)
        {
            rest.Add(new TextSegment(next, whole.End, ForceVector: true));
        }

        return rest;
    }

    private Exception Overlap(string message) => ectx.ExceptUserArg(nameof(TextLoader.Column.Source), message);

    private List<TextSegment> SegmentsOf(TextLoader.Column column)
    {
        ectx.CheckNonWhiteSpace(column.Name, nameof(column.Name));
        ectx.CheckUserArg(column.Source?.Length > 0, nameof(column.Source), "Must specify some source column indices");
        return column.Source.Select(SegmentOf).ToList();
    }

    private TextSegment SegmentOf(TextLoader.Range range)
    {
        int min = range.Min;
        ectx.CheckUserArg(min is >= 0 and < TextFormat.FieldLimit - 1, nameof(range.Min));
        if (range.Max is { } max)
        {
            ectx.CheckUserArg(min <= max && max < TextFormat.FieldLimit - 1, nameof(range.Max));
            return new TextSegment(min, max + 1, range.ForceVector);
        }

        if (range.AutoEnd)
        {
            return min < inputSize
                ? new TextSegment(min, inputSize, ForceVector: true)
                : throw ectx.ExceptUserArg(nameof(range.Min),
                    "Column #{0} not found in the dataset (it only has {1} columns)", min, inputSize);
        }

        return range.VariableEnd
            ? new TextSegment(min, TextFormat.FieldLimit, ForceVector: true)
            : new TextSegment(min, min + 1, range.ForceVector);
    }

    private PrimitiveDataViewType TypeOf(TextLoader.Column column)
    {
        ectx.CheckUserArg(Enum.IsDefined(column.DataKind), nameof(TextLoader.Column.DataKind), "Bad item type");
        PrimitiveDataViewType type = ColumnTypeExtensions.PrimitiveTypeFromKind(column.DataKind.ToInternalDataKind());
        if (column.KeyCount is null)
        {
            return type;
        }

        ectx.CheckUserArg(KeyDataViewType.IsValidDataType(type.RawType), nameof(TextLoader.Column.DataKind), "Bad item type for Key");
        return new KeyDataViewType(type.RawType, column.KeyCount.Count ?? LargestKey(type.RawType));
    }

    private static ulong LargestKey(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Byte => byte.MaxValue,
        TypeCode.UInt16 => ushort.MaxValue,
        TypeCode.UInt32 => uint.MaxValue,
        _ => ulong.MaxValue,
    };
}
