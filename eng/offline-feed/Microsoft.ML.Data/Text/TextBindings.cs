using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The columns of a text loader, and the schema they make.</summary>
internal sealed class TextBindings
{
    private const string HeaderEntry = "Header.txt";

    // How many lines are looked at to find out how many fields a line has.
    private const int SampleSize = 100;

    private readonly string _header;

    /// <param name="ectx">Where errors are reported.</param>
    /// <param name="columns">What the user wants.</param>
    /// <param name="format">How lines are written.</param>
    /// <param name="headerFile">Where the header is, if not in the sample.</param>
    /// <param name="sample">Lines to find the number of fields in, and the header.</param>
    public TextBindings(
        IExceptionContext ectx, TextLoader.Column[] columns, TextFormat format, IMultiStreamSource headerFile, IMultiStreamSource sample)
    {
        bool needsSize = format.InputSize == 0
            && columns.Any(column => column.Source?.Any(range => range.AutoEnd && range.Max is null) == true);
        List<string> lines = headerFile is not null ? LineReader.ReadFirst(headerFile, format, 1) : new List<string>();
        if (needsSize)
        {
            lines.AddRange(LineReader.ReadFirst(sample, format, SampleSize));
        }
        else if (headerFile is null && format.HasHeader)
        {
            lines.AddRange(LineReader.ReadFirst(sample, format, 1));
        }

        int size = needsSize ? SizeOf(ectx, format, lines) : format.InputSize;
        Columns = new TextColumnBinder(ectx, size).Bind(columns);
        _header = headerFile is not null || format.HasHeader ? lines.FirstOrDefault() : null;
        OutputSchema = MakeSchema(format);
    }

    public TextBindings(ModelLoadContext ctx, TextFormat format)
    {
        int count = ctx.Reader.ReadInt32();
        Contracts.CheckDecode(count > 0);
        var columns = new List<TextColumn>();
        for (int i = 0; i < count; i++)
        {
            columns.Add(TextColumn.Load(ctx));
        }

        Columns = columns.ToArray();
        string header = null;
        ctx.TryLoadTextStream(HeaderEntry, reader => header = reader.ReadLine());
        _header = header;
        OutputSchema = MakeSchema(format);
    }

    public TextColumn[] Columns { get; }

    public DataViewSchema OutputSchema { get; }

    public void Save(ModelSaveContext ctx)
    {
        ctx.Writer.Write(Columns.Length);
        foreach (TextColumn column in Columns)
        {
            column.Save(ctx);
        }

        if (!string.IsNullOrEmpty(_header))
        {
            ctx.SaveTextStream(HeaderEntry, writer => writer.WriteLine(_header));
        }
    }

    private static int SizeOf(IExceptionContext ectx, TextFormat format, List<string> lines)
    {
        var splitter = new FieldSplitter(format, _ => { });
        int[] sizes = lines.Select(line => splitter.Split(line, TextFormat.FieldLimit - 1)).Distinct().ToArray();
        ectx.CheckUserArg(
            sizes.Length > 0, nameof(TextLoader.Column.Source), "Can't determine the number of source columns without valid data");
        ectx.CheckUserArg(sizes.Length == 1, nameof(TextLoader.Column.Source), "The size of input lines is not consistent");
        return sizes[0];
    }

    private DataViewSchema MakeSchema(TextFormat format)
    {
        FieldSplitter names = null;
        if (!string.IsNullOrEmpty(_header))
        {
            names = new FieldSplitter(format, _ => { });
            names.Split(_header, TextFormat.FieldLimit - 1);
        }

        var builder = new DataViewSchema.Builder();
        foreach (TextColumn column in Columns)
        {
            builder.AddColumn(column.Name, column.Type, SlotNames(column, names));
        }

        return builder.ToSchema();
    }

    // The header's names go to the items of vectors. A column of one field keeps the name it was given.
    private static DataViewSchema.Annotations SlotNames(TextColumn column, FieldSplitter header)
    {
        if (header is null || !column.Type.IsKnownSizeVector())
        {
            return null;
        }

        var names = new List<ReadOnlyMemory<char>>();
        foreach (TextSegment segment in column.Segments)
        {
            for (int index = segment.Min; index < segment.End; index++)
            {
                int field = header.FindFrom(index);
                names.Add(field < header.Count && header.IndexOf(field) == index ? header.TextOf(field).Trim() : default);
            }
        }

        if (names.TrueForAll(name => name.IsEmpty))
        {
            return null;
        }

        ReadOnlyMemory<char>[] all = names.ToArray();
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddSlotNames(all.Length, (ref VBuffer<ReadOnlyMemory<char>> value)
            => VBuffer<ReadOnlyMemory<char>>.Copy(all, 0, ref value, all.Length));
        return annotations.ToAnnotations();
    }
}
