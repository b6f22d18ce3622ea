using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Fields from <paramref name="Min"/> to before <paramref name="End"/>; to the end of the line if that is the limit of fields.
/// </summary>
internal readonly record struct TextSegment(int Min, int End, bool ForceVector)
{
    public bool IsVariable => End == TextFormat.FieldLimit;
}

/// <summary>A column of a text loader, with its fields.</summary>
internal sealed class TextColumn
{
    public TextColumn(string name, PrimitiveDataViewType itemType, TextSegment[] segments, Func<string, Exception> overlap)
    {
        TextSegment[] ordered = segments.OrderBy(segment => segment.Min).ToArray();
        for (int i = 1; i < ordered.Length; i++)
        {
            if (ordered[i - 1].End > ordered[i].Min)
            {
                throw overlap($"Intervals specified for column '{name}' overlap");
            }
        }

        (Name, ItemType, Segments) = (name, itemType, segments);
        IsVariable = segments.Any(segment => segment.IsVariable);
        FixedSize = segments.Where(segment => !segment.IsVariable).Sum(segment => segment.End - segment.Min);
        Type = IsVariable ? new VectorDataViewType(itemType)
            : FixedSize > 1 || segments[0].ForceVector ? new VectorDataViewType(itemType, FixedSize)
            : itemType;
    }

    public string Name { get; }

    public PrimitiveDataViewType ItemType { get; }

    public DataViewType Type { get; }

    public IReadOnlyList<TextSegment> Segments { get; }

    public bool IsVariable { get; }

    /// <summary>The number of fields in the segments that do not vary.</summary>
    public int FixedSize { get; }

    public void Save(ModelSaveContext ctx)
    {
        ctx.SaveNonEmptyString(Name);
        ctx.Writer.Write((byte)ItemType.GetRawKind());
        ctx.Writer.Write(ItemType is KeyDataViewType);
        if (ItemType is KeyDataViewType key)
        {
            ctx.Writer.Write(key.Count);
        }

        ctx.Writer.Write(Segments.Count);
        foreach (TextSegment segment in Segments)
        {
            ctx.Writer.Write(segment.Min);
            ctx.Writer.Write(segment.End);
            ctx.Writer.Write(segment.ForceVector);
        }
    }

    public static TextColumn Load(ModelLoadContext ctx)
    {
        string name = ctx.LoadNonEmptyString();
        var kind = (InternalDataKind)ctx.Reader.ReadByte();
        Contracts.CheckDecode(Enum.IsDefined(kind));
        PrimitiveDataViewType itemType = ColumnTypeExtensions.PrimitiveTypeFromKind(kind);
        if (ctx.Reader.ReadBoolean())
        {
            Contracts.CheckDecode(KeyDataViewType.IsValidDataType(itemType.RawType));
            ulong count = ctx.Reader.ReadUInt64();
            Contracts.CheckDecode(count > 0);
            itemType = new KeyDataViewType(itemType.RawType, count);
        }

        int segmentCount = ctx.Reader.ReadInt32();
        Contracts.CheckDecode(segmentCount > 0);
        var segments = new List<TextSegment>();
        for (int i = 0; i < segmentCount; i++)
        {
            var segment = new TextSegment(ctx.Reader.ReadInt32(), ctx.Reader.ReadInt32(), ctx.Reader.ReadBoolean());
            Contracts.CheckDecode(segment.Min >= 0 && segment.Min < segment.End);
            segments.Add(segment);
        }

        return new TextColumn(name, itemType, segments.ToArray(), Contracts.ExceptDecode);
    }
}
